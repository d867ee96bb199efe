import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  abortedOnceThereIs,
  cloudsCsv,
  events,
  Files,
  fileLike,
  halvesAsPictures,
  mebae,
} from "./testing/run.js";

const files = new Files();
let csv = "";
beforeAll(() => {
  csv = files.write("clouds.csv", cloudsCsv());
});
afterAll(() => files.remove());

const quick = ["--folds", "2", "--budget", "0.2s"];
const clouds = () => [csv, "--target", "kind", ...quick, "--methods", "nearest-neighbours,Majority Class"];
const compare = (...argv: string[]) => mebae(["compare", ...argv]);

interface Result {
  readonly learners: { name: string; folds: { accuracy: number[] }; means: Record<string, number> }[];
  readonly differences: { first: string; second: string; low: number; high: number }[];
  readonly verdict: { best: string; kind: string; sentence: string };
  readonly report: string;
}
const resultOf = (ran: Awaited<ReturnType<typeof compare>>) => events(ran).at(-1) as unknown as Result;

describe("a table of classes", () => {
  test("in words: a row for each method, the best first, and the verdict", async () => {
    const out = files.path("words");
    const ran = await compare(...clouds(), "--out", out);
    expect(ran).toMatchObject({ code: 0, stdout: expect.stringMatching(/over 2 folds, the same for all/) });
    expect(ran.stdout).toMatch(/^method +accuracy +behind the best \(95 %\) +time$/m);
    expect(ran.stdout).toMatch(/^majority class +50\.0 ± 0\.0 % +\d+\.\d \(.* to .*\) +(< )?\d+\.\d s$/m);
    expect(ran.stdout).toMatch(/scored best on clouds\.csv: accuracy|is best on clouds\.csv: accuracy/);
    const rows = ran.stdout.split("\n").filter((line) => / ± /.test(line));
    expect(rows).toHaveLength(3);
    expect(rows.at(-1)).toMatch(/^majority class/);
    expect(existsSync(`${out}/unfinished.json`) || existsSync(`${out}/checkpoint`)).toBe(false);
  });

  test("as JSON, with a report of two charts that says the same", async () => {
    const ran = await compare(...clouds(), "--json", "--out", files.path("json"));
    const { learners, differences, verdict, report } = resultOf(ran);
    expect(learners.map(({ name }) => name)).toEqual(["network", "nearest neighbours", "majority class"]);
    for (const { folds, means } of learners) {
      expect(folds.accuracy).toHaveLength(2);
      expect(means["accuracy"]).toBeCloseTo((folds.accuracy[0]! + folds.accuracy[1]!) / 2, 12);
    }
    expect(differences).toHaveLength(3);
    expect(events(ran).some(({ event }) => event === "progress")).toBe(true);
    const { document } = parseHTML(readFileSync(report, "utf8"));
    expect(document.querySelector(".facts td")!.textContent).toBe(verdict.sentence);
    expect(document.querySelector(".facts")!.textContent).toContain("clouds.csv: 60 examples, target kind");
    expect(document.querySelectorAll("svg")).toHaveLength(2);
    expect(document.querySelectorAll("script, link, img")).toHaveLength(0);
    // One line a fold, and a dot for each fold and mean.
    const [scores] = document.querySelectorAll("svg");
    expect(scores!.querySelectorAll("g[aria-label='line'] path")).toHaveLength(2);
    expect(scores!.querySelectorAll("g[aria-label='dot'] circle")).toHaveLength(6 + 3);
  });
});

test("numbers are compared by R²", async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${(i * 17) % 50},${3 * ((i * 17) % 50) + (i % 3)}`);
  const heights = files.write("heights.csv", `age,height\n${rows.join("\n")}\n`);
  const argv = ["--target", "height", "--task", "regression", "--methods", "ridge-regression,mean"];
  const ran = await compare(heights, ...argv, ...quick, "--out", files.path("numbers"));
  expect(ran.stdout).toMatch(/^method +R² +behind/m);
  expect(ran.stdout).toMatch(/^ridge regression +1\.000 ± 0\.000 +/m);
});

test("pictures, in repeated folds", async () => {
  const photos = files.folderOf("photos", halvesAsPictures(24));
  const argv = ["--folds", "2", "--repeats", "2", "--methods", "naive-bayes", "--budget", "0.3s", "--json"];
  const { learners } = resultOf(await compare(photos, ...argv, "--out", files.path("photos-out")));
  expect(learners.map(({ name }) => name)).toEqual(["network", "naive Bayes"]);
  expect(learners[0]!.folds.accuracy).toHaveLength(4);
});

test("Ctrl-C keeps finished folds, which --resume doesn't learn again", async () => {
  const argv = [csv, "--target", "kind", "--methods", "majority-class", ...quick];
  const out = files.path("cut");
  const firstFold = [`${out}/checkpoint/folds`, /^compare-network-\w+-1-1\.json$/] as const;
  const cut = await mebae(["compare", ...argv, "--out", out], abortedOnceThereIs(...firstFold));
  expect(cut).toMatchObject({ code: 130, stderr: expect.stringMatching(/interrupted; .*--resume/) });
  expect(existsSync(`${out}/report.html`)).toBe(false);
  expect(await compare(...argv, "--seed", "1", "--resume", "--out", out)).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/had seed 0, this one has 1/),
  });
  // As if the first fold had been all wrong, which no network would learn.
  const kept = fileLike(...firstFold)!;
  const fold = JSON.parse(readFileSync(kept, "utf8")) as { predictions: number[] };
  writeFileSync(kept, JSON.stringify({ ...fold, predictions: fold.predictions.map((p) => 1 - p) }));
  const resumed = resultOf(await compare(...argv, "--json", "--resume", "--out", out));
  const [first, second] = resumed.learners.find(({ name }) => name === "network")!.folds.accuracy;
  expect(first).toBeLessThan(0.2);
  expect(second).toBeGreaterThan(0.8);
});

test("Ctrl-C within a fold leaves networks that --resume goes on with, by the same plan", async () => {
  const argv = [csv, "--target", "kind", "--methods", "majority-class", "--folds", "2", "--budget", "0.4s"];
  const out = files.path("within");
  const plan = [`${out}/checkpoint/folds`, /^compare-network-.*-1-1-.*-recipe\.json$/] as const;
  const cut = await mebae(["compare", ...argv, "--out", out], abortedOnceThereIs(...plan));
  expect(cut.code).toBe(130);
  const began = fileLike(...plan)!;
  const written = new Set([statSync(began).mtimeMs]);
  // A fold's checkpoint goes away with its end, and the folder with that of the run: both are looked at meanwhile.
  const watch = setInterval(() => existsSync(began) && written.add(statSync(began).mtimeMs), 2);
  const second = [plan[0], /^compare-network-.*-1-2-.*-recipe\.json$/] as const;
  const again = ["compare", ...argv, "--resume", "--out", out];
  expect((await mebae(again, abortedOnceThereIs(...second))).code).toBe(130);
  clearInterval(watch);
  expect(written.size).toBe(1);
  expect(fileLike(plan[0], /^compare-network-\w+-1-1\.json$/)).toBeDefined();
  expect(fileLike(plan[0], /-1-1-.*-(recipe|net)/)).toBeUndefined();
  expect((await mebae(again)).code).toBe(0);
});
