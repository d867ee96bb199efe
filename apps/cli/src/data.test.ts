import { cpSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { sharedFolder } from "../../../tools/machine.mjs";
import { cloudsCsv, events, Files, halves, mebae } from "./testing/run.js";

const files = new Files();
afterAll(() => files.remove());

describe("mebae data show", () => {
  const csv = files.write(
    "pumps.csv",
    "hours,since,state,ok,note\n1.5,2020-01-31,on,true,a\n?,2021-02-28,off,false,b\n12,2020-05-05,on,true,c\n",
  );

  test("tells each column's type, missing values and range", async () => {
    const { code, stdout } = await mebae(["data", "show", csv]);
    expect(code).toBe(0);
    expect(stdout).toContain("pumps.csv: 3 rows, 5 columns.");
    expect(stdout).toMatch(/^hours\s+number\s+1 missing\s+1\.5 to 12\s+1\.5, 12$/m);
    expect(stdout).toMatch(/^since\s+date\s+2020-01-31 to 2021-02-28/m);
    expect(stdout).toMatch(/^state\s+category\s+2 different\s+on, off$/m);
    const [result] = events(await mebae(["data", "show", csv, "--json"]));
    expect(result).toMatchObject({ event: "result", kind: "table", rows: 3 });
  });

  test("warns of a column that gives the target away", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 2 ? "yes" : "no"},${i % 2}`);
    const leaking = files.write("leak.csv", `a,alive,survived\n${rows.join("\n")}\n`);
    const { stderr } = await mebae(["data", "show", leaking, "--target", "survived"]);
    expect(stderr).toContain('warning: column "alive" determines the target "survived"');
  });

  test("counts the images of each class", async () => {
    const { images, labels } = halves(6);
    const [x, t] = [files.write("x.gz", images), files.write("t.gz", labels)];
    const { stdout } = await mebae(["data", "show", x, "--labels", t]);
    expect(stdout).toContain("6 images of shape 1 × 8 × 8 (idx)");
    expect(stdout).toMatch(/^0\s+3\s+50\.0 %$/m);
  });

  test("shows what a query gives, which train takes too", async () => {
    const clouds = files.write("clouds.csv", cloudsCsv());
    const query = "select a, b, kind from data where colour = 'red'";
    const { stdout } = await mebae(["data", "show", clouds, "--query", query]);
    expect(stdout).toContain("40 rows, 3 columns");
    const out = files.path("run");
    const argv = [clouds, "--query", query, "--target", "kind", "--epochs", "2", "--out", out, "--json"];
    const told = events(await mebae(["train", ...argv]));
    expect(told[0]).toMatchObject({ event: "data", examples: 40 });
    const wrong = await mebae(["train", ...argv.with(2, "select none from data")]);
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("clouds.csv: the query fails: ")]);
  });
});

describe("mebae data get", () => {
  const cache = files.path("cache");
  vi.stubEnv("MEBAE_CACHE", cache);
  const shared = sharedFolder();
  if (!shared) console.warn("Left out: laying out MNIST, because there is no folder shared/ or ../shared");

  test.runIf(shared)("lays a set out, with the command that trains on it", async () => {
    cpSync(`${shared}/data/mnist`, join(cache, "mnist"), { recursive: true });
    const out = files.path("mnist");
    const { code, stdout } = await mebae(["data", "get", "mnist", "--out", out]);
    expect(code).toBe(0);
    expect(stdout).toContain("mnist: 60,000 examples to train on, 10,000 examples to test by");
    expect(readdirSync(out)).toHaveLength(5);
    const [, command] = /^Next: mebae (train .*)$/m.exec(stdout)!;
    const argv = [...command!.split(" "), "--epochs", "1", "--out", files.path("run"), "--json"];
    const told = await mebae(argv, AbortSignal.abort());
    expect(told.code).toBe(130);
    expect(events(told)[0]).toMatchObject({ event: "data", examples: 60_000 });
  });

  test("ends with 130 when interrupted", async () => {
    const { code, stderr } = await mebae(["data", "get", "kmnist"], AbortSignal.abort());
    expect(code).toBe(130);
    expect(stderr).toContain("interrupted; the same command goes on where this one ended");
  });

  test("refuses a name that it doesn't know, and lists those that it does", async () => {
    const { code, stderr } = await mebae(["data", "get", "emnist"]);
    expect(code).toBe(2);
    expect(stderr).toContain("there are mnist, fashion-mnist, kmnist, cifar-10");
  });
});
