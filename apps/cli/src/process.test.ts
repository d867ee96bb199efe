import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeProgram } from "./testing/programFile.js";
import { cloudsCsv, Files, fileLike, mebae } from "./testing/run.js";

const files = new Files();
const program = files.path("mebae.mjs");
let csv = "";
beforeAll(async () => {
  csv = files.write("clouds.csv", cloudsCsv());
  await writeProgram(program);
});
afterAll(() => files.remove());

const train = (out: string, ...more: string[]) => ["train", csv, "--target", "kind", "--out", out, ...more];
const long = ["--budget", "60s"];
const lockOf = (out: string) => `${out}/run.lock`;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

const ended = (child: ChildProcess) =>
  new Promise<number | string>((resolve) =>
    child.once("close", (code, signal) => resolve(code ?? String(signal))),
  );

/** The program in a process of its own, learning in a folder. */
async function learning(out: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, ...train(out, ...long)], { stdio: "ignore" });
  await until(() => fileLike(`${out}/checkpoint/model`, /recipe\.json$/) !== undefined);
  return child;
}

describe("a folder that another process writes in", () => {
  test("is refused by one sentence with the process, and is free again once that was killed", async () => {
    const out = files.path("killed");
    const child = await learning(out);
    const end = ended(child);
    for (const argv of [train(out, "--epochs", "1"), train(out, ...long, "--resume")]) {
      const ran = await mebae(argv);
      expect(ran).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(`mebae: ${out}: process ${child.pid} is`),
      });
      expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    }
    child.kill("SIGKILL");
    expect(await end).toBe("SIGKILL");
    expect(existsSync(lockOf(out))).toBe(true);
    const resumed = await mebae(train(out, ...long, "--resume"), AbortSignal.abort());
    expect(resumed).toMatchObject({ code: 130, stderr: expect.not.stringContaining("starting anew") });
    expect(existsSync(lockOf(out))).toBe(false);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("is free once that was ended by %s", async (signal, code) => {
    const out = files.path(signal);
    const child = await learning(out);
    const end = ended(child);
    expect(existsSync(lockOf(out))).toBe(true);
    child.kill(signal);
    expect(await end).toBe(code);
    expect(existsSync(lockOf(out))).toBe(false);
    expect(existsSync(`${out}/unfinished.json`)).toBe(true);
  });
});

describe("of two runs in one folder one is refused", () => {
  test("where both begin at once", async () => {
    const out = files.path("twice");
    const both = await Promise.all([mebae(train(out, "--epochs", "2")), mebae(train(out, "--epochs", "2"))]);
    expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
    expect(existsSync(lockOf(out))).toBe(false);
  });

  const locked = (name: string, lock: string) => {
    const out = files.path(name);
    mkdirSync(out);
    writeFileSync(lockOf(out), lock);
    return mebae(train(out, "--epochs", "1")).then((ran) => ({ ...ran, lock: lockOf(out) }));
  };

  test.each([
    ["of a process that has ended", () => JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })],
    ["of a process that had this one's number", () => JSON.stringify({ pid: process.pid, host: hostname() })],
    ["of a process that ended before it had written", () => ""],
  ])("but not by a lock %s", async (name, lock) => {
    const ran = await locked(name.replaceAll(" ", "-"), lock());
    expect(ran.code).toBe(0);
    expect(existsSync(ran.lock)).toBe(false);
  });

  test.each([
    ["a process that runs", () => ({ pid: process.ppid, host: hostname() }), /process \d+ is writing there/],
    ["another computer", () => ({ pid: 12, host: "elsewhere" }), /process 12 on the computer "elsewhere" is/],
  ])("and by a lock of %s, which stays", async (name, owner, sentence) => {
    const lock = JSON.stringify(owner());
    const ran = await locked(name.replaceAll(" ", "-"), lock);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(sentence) });
    expect(ran.stderr).toContain(`remove ${ran.lock}`);
    expect(readFileSync(ran.lock, "utf8")).toBe(lock);
  });

  test("and the lock goes away where the run is refused for another reason", async () => {
    const out = files.path("other");
    expect(await mebae(train(out, "--epochs", "1"))).toMatchObject({ code: 0 });
    expect(await mebae(train(out, "--epochs", "2", "--resume"))).toMatchObject({ code: 2 });
    expect(existsSync(lockOf(out))).toBe(false);
  });
});

test.runIf(existsSync("/dev/full"))("a full standard output is told in one sentence", async () => {
  const model = files.path("model");
  expect(await mebae(train(model, "--epochs", "1"))).toMatchObject({ code: 0 });
  const stdio = ["ignore", openSync("/dev/full", "w"), "pipe"] as const;
  const child = spawn(process.execPath, [program, "predict", model, csv], { stdio: [...stdio] });
  let said = "";
  child.stderr!.setEncoding("utf8").on("data", (text) => (said += text));
  expect(await ended(child)).toBe(2);
  expect(said).toBe("mebae: standard output can't be written to (the disk is full)\n");
});
