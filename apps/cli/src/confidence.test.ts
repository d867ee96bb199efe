import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudsCsv, events, Files, mebae } from "./testing/run.js";

const files = new Files();
/** Every ninth row is of the other kind than it looks, so that no network is always right. */
const noisy = cloudsCsv(200)
  .split("\n")
  .map((line, i) =>
    i % 9 === 5 ? line.replace(/oak$|elm$/, (kind) => (kind === "oak" ? "elm" : "oak")) : line,
  )
  .join("\n");
const paths = { csv: "", classes: "", folds: "", numbers: "", heights: "" };

beforeAll(async () => {
  paths.csv = files.write("clouds.csv", noisy);
  const rows = Array.from({ length: 100 }, (_, i) => `${(i * 17) % 50},${3 * ((i * 17) % 50) + (i % 7)}`);
  paths.heights = files.write("heights.csv", `age,height\n${rows.join("\n")}\n`);
  for (const name of ["classes", "folds", "numbers"] as const) paths[name] = files.path(name);
  const quick = ["--epochs", "5", "--out"];
  const clouds = ["train", paths.csv, "--target", "kind"];
  await mebae([...clouds, ...quick, paths.classes]);
  await mebae([...clouds, "--folds", "2", ...quick, paths.folds]);
  const heights = ["train", paths.heights, "--target", "height", "--task", "regression"];
  await mebae([...heights, "--epochs", "60", "--out", paths.numbers]);
}, 60_000);
afterAll(() => files.remove());

describe("mebae predict --confidence", () => {
  test("classes: a calibrated probability, a set that says whether a person is asked", async () => {
    const ran = await mebae(["predict", paths.classes, paths.csv, "--confidence", "0.95"]);
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const [head, ...lines] = ran.stdout.trimEnd().split("\n");
    expect(head).toBe("row,predicted,probability,set,ask a person,probability of elm,probability of oak");
    expect(lines).toHaveLength(200);
    expect(lines.filter((line) => line.includes(",several classes,")).length).toBeGreaterThan(0);
    for (const line of lines) {
      const [, predicted, , set, ask] = line.split(",");
      expect(ask === "", line).toBe(set === predicted);
    }
  });

  test("as JSON: the sets hold the truth about as often as was asked for", async () => {
    const argv = [paths.classes, paths.csv, "--confidence", "0.8", "--method", "aps", "--json"];
    const told = events(await mebae(["predict", ...argv]));
    const kinds = noisy.trimEnd().split("\n").slice(1);
    const held = told
      .slice(0, -1)
      .filter(({ set }, i) => (set as string[]).includes(kinds[i]!.split(",").at(-1)!)).length;
    expect(held / 200).toBeGreaterThan(0.7);
    expect(told.at(-1)).toMatchObject({ event: "result", confidence: 0.8, method: "aps", warnings: [] });
    expect(told.at(-1)!["temperature"]).toBeGreaterThan(0);
    expect(told.at(-1)!["asked"]).toBe(told.filter(({ ask }) => ask).length);
  });

  test("of folds: told as such; a file says how many are for a person", async () => {
    const out = files.path("predictions.csv");
    const argv = [paths.folds, paths.csv, "--confidence", "0.9", "--risk", "0.2", "--out", out];
    const ran = await mebae(["predict", ...argv]);
    expect(ran.stderr).toMatch(/^warning: .*networks of the folds/);
    expect(ran.stdout).toMatch(/^200 predictions in .*; a person is asked about \d+ of them \(\d+\.\d %\)$/m);
  });

  test("numbers: an interval that holds the truth, its ends left out where too few examples calibrated", async () => {
    const told = async (confidence: string) =>
      events(await mebae(["predict", paths.numbers, paths.heights, "--confidence", confidence, "--json"]));
    const [first] = await told("0.9");
    const { predicted, low, high } = first as unknown as { predicted: number; low: number; high: number };
    expect((low + high) / 2).toBeCloseTo(predicted, 6);
    expect(high).toBeGreaterThan(low);
    const wide = await told("0.99");
    expect(wide[0]).toMatchObject({ low: null, high: null });
    expect(wide.at(-1)!["warnings"]).toEqual([expect.stringMatching(/no ends: .*99.*there are 20/)]);
    const csv = (await mebae(["predict", paths.numbers, paths.heights, "--confidence", "0.99"])).stdout;
    expect(csv).toMatch(/^row,predicted,low,high\n2,[\d.e-]+,,\n/);
  });

  test("a report: how sure, and the unsurest of those that are for a person", async () => {
    const report = files.path("report");
    const argv = [paths.classes, paths.csv, "--confidence", "0.95", "--report", report, "--json"];
    const told = events(await mebae(["predict", ...argv]));
    expect(told.at(-1)).toMatchObject({ report: `${report}/report.html` });
    const { document } = parseHTML(readFileSync(`${report}/report.html`, "utf8"));
    expect(document.querySelectorAll("svg")).toHaveLength(1);
    const sections = [...document.querySelectorAll("section")];
    const [, person, predicted] = sections;
    const asked = told.filter(({ ask }) => ask).length;
    expect(asked).toBeGreaterThan(0);
    expect(person!.querySelectorAll("tbody tr")).toHaveLength(Math.min(48, asked));
    expect(predicted!.querySelectorAll("tbody tr")).toHaveLength(2);
    const numbers = files.path("report-numbers");
    await mebae(["predict", paths.numbers, paths.heights, "--confidence", "0.9", "--report", numbers]);
    const html = readFileSync(`${numbers}/report.html`, "utf8");
    expect(html).toMatch(/hold the truth in 90\.0 % of cases/);
    const chart = parseHTML(html).document.querySelector("svg")!;
    expect(chart.querySelectorAll("g[aria-label='link'] path")).toHaveLength(100);
  });

  test.each([
    [["--method", "lac"], /--method: expected --confidence beside it/],
    [["--risk", "0.1"], /--risk: expected --confidence beside it/],
    [["--confidence", "90"], /between 0 and 1, such as 0\.9, got "90"/],
    [["--confidence", "0.9", "--risk", "0"], /between 0 and 1, such as 0\.05, got "0"/],
    [["--confidence", "0.9", "--method", "best"], /lac, aps, raps, class-conditional/],
  ])("refuses %j in one sentence", async (argv, sentence) => {
    const ran = await mebae(["predict", paths.classes, paths.csv, ...argv]);
    expect(ran).toMatchObject({ code: 2, stdout: "", stderr: expect.stringMatching(sentence) });
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
  });

  test("refuses sets of numbers", async () => {
    const argv = ["predict", paths.numbers, paths.heights, "--confidence", "0.9", "--method", "aps"];
    expect(await mebae(argv)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/--method goes with classes; this model predicts a number/),
    });
  });

  test("refuses a calibration that is missing, damaged, of another model or from the future", async () => {
    const file = `${paths.classes}/calibration.json`;
    const good = readFileSync(file, "utf8");
    const model = readFileSync(`${paths.classes}/model.json`, "utf8");
    const refused = async (sentence: RegExp) => {
      const ran = await mebae(["predict", paths.classes, paths.csv, "--confidence", "0.9"]);
      expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(sentence) });
      expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    };
    try {
      rmSync(file);
      await refused(/calibration\.json: the file isn't there.*train the model again/);
      writeFileSync(file, good.slice(0, -20));
      await refused(/calibration\.json: the file is damaged, or of another model/);
      writeFileSync(file, readFileSync(`${paths.folds}/calibration.json`));
      await refused(/of another model than model\.json/);
      const { sha256 } = JSON.parse(model).information.calibration as { sha256: string };
      const future = good.replace('"version":1', '"version":2');
      writeFileSync(file, future);
      const stamp = createHash("sha256").update(future).digest("hex").slice(0, 16);
      writeFileSync(`${paths.classes}/model.json`, model.replace(sha256, stamp));
      await refused(/format version 2, and this program reads 1: update Mebae/);
    } finally {
      writeFileSync(file, good);
      writeFileSync(`${paths.classes}/model.json`, model);
    }
  });
});

test("mebae evaluate tells calibration, and draws it", async () => {
  const out = files.path("evaluated");
  const ran = await mebae(["evaluate", paths.classes, paths.csv, "--out", out]);
  expect(ran.stdout).toMatch(
    /^calibration error: \d+\.\d %\nBrier score: 0\.\d+\nnegative log-likelihood: /m,
  );
  expect(readFileSync(`${out}/report.html`, "utf8")).toMatch(/<h2>Reliability<\/h2>[\s\S]*<svg/);
  const json = events(await mebae(["evaluate", paths.classes, paths.csv, "--json"])).at(-1)!;
  expect(json["calibration"]).toMatchObject({ brierScore: expect.any(Number) });
});
