import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudsCsv, events, Files, mebae } from "./testing/run.js";

const files = new Files();
let csv = "";
beforeAll(() => {
  csv = files.write("clouds.csv", cloudsCsv());
});
afterAll(() => files.remove());

/** What each command is asked for, so that it takes no time. */
const commands: Record<string, readonly string[]> = {
  train: ["--epochs", "2"],
  compare: ["--folds", "2", "--budget", "0.1s", "--methods", "majority-class"],
  "learning-curve": ["--method", "majority-class", "--sizes", "8,16,24,32", "--repeats", "1"],
};
const run = (command: string, out: string, ...more: string[]) =>
  mebae([command, csv, "--target", "kind", ...commands[command]!, "--out", out, ...more]);

/** Every file of a folder with its content and when it was written. */
const contents = (folder: string) =>
  readdirSync(folder).map((name) => [
    name,
    statSync(`${folder}/${name}`).mtimeMs,
    readFileSync(`${folder}/${name}`, "latin1"),
  ]);

describe.each(Object.keys(commands))("mebae %s, of a run that is finished", (command) => {
  const out = files.path(command);
  beforeAll(async () => {
    expect(await run(command, out)).toMatchObject({ code: 0, stderr: expect.not.stringContaining(out) });
  });

  test("--resume says so and where its results are, and changes nothing", async () => {
    const before = contents(out);
    const ran = await run(command, out, "--resume");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    expect(ran.stdout).toContain(`${out}: the run is finished; nothing was changed.\n`);
    expect(ran.stdout).toContain(`Report: ${out}/report.html\n`);
    expect(ran.stdout.includes(`Model: ${out}\n`)).toBe(command === "train");
    expect(contents(out)).toEqual(before);
  });

  test("with --json it tells the result once more, and nothing was changed", async () => {
    const { result } = JSON.parse(readFileSync(`${out}/finished.json`, "utf8")) as { result: object };
    const told = events(await run(command, out, "--resume", "--json"));
    expect(told.at(-1)).toEqual({ ...result, event: "result", unchanged: true });
    expect(told.some(({ event }) => event === "progress" || event === "epoch")).toBe(false);
  });

  test("--resume with other settings is refused", async () => {
    const ran = await run(command, out, "--resume", "--seed", "7");
    expect(ran).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/: the finished run had seed 0, this one has 7; give another folder, or/),
    });
  });

  test("without --resume one line says that it is replaced", async () => {
    const warning = `warning: ${out} holds a finished run, which this one replaces\n`;
    for (const json of [[], ["--json"]]) {
      const ran = await run(command, out, ...json);
      expect(ran).toMatchObject({ code: 0, stderr: expect.stringContaining(warning) });
    }
  });

  test("whose report was removed, --resume starts anew", async () => {
    rmSync(`${out}/report.html`);
    const ran = await run(command, out, "--resume");
    expect(ran).toMatchObject({ code: 0, stderr: expect.stringMatching(/nothing was interrupted there/) });
    expect(readFileSync(`${out}/report.html`, "utf8")).toContain("<html");
  });
});

test("a run that was interrupted is replaced with a warning", async () => {
  const out = files.path("interrupted");
  const argv = ["train", csv, "--target", "kind", "--epochs", "2", "--out", out];
  expect(await mebae(argv, AbortSignal.abort())).toMatchObject({ code: 130 });
  expect(await mebae(argv)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining(`warning: ${out} holds an interrupted run, which this one replaces\n`),
  });
});

test("a run that failed before it had learned anything leaves nothing to warn of", async () => {
  const few = files.write("few.csv", "a,t\n1,1\n2,2\n3,3\n4,4\n");
  const argv = ["learning-curve", few, "--target", "t", "--task", "regression", "--method", "mean"];
  for (let i = 0; i < 2; i++) {
    const ran = await mebae([...argv, "--out", files.path("failed")]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.not.stringContaining("holds") });
  }
});
