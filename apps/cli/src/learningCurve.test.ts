import { existsSync, readFileSync } from "node:fs";
import { setThreads } from "@mebae/tensor";
import { parseHTML } from "linkedom";
import { afterAll, beforeAll, expect, test } from "vitest";
import { abortedOnceThereIs, cloudsCsv, events, Files, halvesAsPictures, mebae } from "./testing/run.js";

const files = new Files();
let csv = "";
beforeAll(() => {
  csv = files.write("clouds.csv", cloudsCsv(120));
});
afterAll(() => {
  files.remove();
  setThreads("auto");
});

const learningCurve = (...argv: string[]) => mebae(["learning-curve", ...argv]);
const clouds = () => [csv, "--target", "kind", "--method", "Nearest-Neighbours"];

test("in words: what was measured, what is to be expected, and the verdict", async () => {
  const out = files.path("words");
  const ran = await learningCurve(...clouds(), "--goal", "0.9", "--out", out);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toMatch(/^examples +accuracy ± standard error +repeats$/m);
  expect(ran.stdout).toMatch(/^examples +data +accuracy +95 % interval +more than now$/m);
  // A fifth of 120 is held out; ten times the rest.
  expect(ran.stdout).toMatch(/^960 +10 × +\d+\.\d % +\d+\.\d to \d+\.\d +/m);
  expect(ran.stdout).toMatch(/data .*\. 90\.0 % (takes|is)/);
  expect(existsSync(`${out}/unfinished.json`) || existsSync(`${out}/checkpoint`)).toBe(false);
});

test("as JSON, with a report that says the same", async () => {
  const argv = [...clouds(), "--sizes", "10,20,40,80", "--repeats", "2", "--json"];
  const result = events(await learningCurve(...argv, "--out", files.path("json"))).at(-1) as unknown as {
    points: { n: number; scores: number[]; mean: number }[];
    predictions: { multiple: number; low: number; score: number; high: number }[];
    verdict: { sentence: string };
    report: string;
  };
  expect(result).toMatchObject({ event: "result", learner: "nearest neighbours", score: "accuracy" });
  expect(result.points.map(({ n }) => n)).toEqual([10, 20, 40, 80]);
  for (const { scores, mean } of result.points) expect(mean).toBeCloseTo((scores[0]! + scores[1]!) / 2, 12);
  expect(result.predictions.map(({ multiple }) => multiple)).toEqual([2, 5, 10]);
  for (const { low, score, high } of result.predictions) {
    expect(low).toBeLessThanOrEqual(score);
    expect(high).toBeGreaterThanOrEqual(score);
  }
  const { document } = parseHTML(readFileSync(result.report, "utf8"));
  expect(document.querySelector(".facts td")!.textContent).toBe(result.verdict.sentence);
  expect(document.querySelector(".facts")!.textContent).toContain("clouds.csv: 120 examples, target kind");
  // A dot for each size and each prediction.
  expect(document.querySelectorAll("svg g[aria-label='dot'] circle")).toHaveLength(4 + 3);
  expect(document.querySelectorAll("script, link, img")).toHaveLength(0);
});

test("the network, of pictures", async () => {
  const photos = files.folderOf("photos", halvesAsPictures(40));
  const argv = [
    photos,
    "--sizes",
    "8,12,20,32",
    "--repeats",
    "1",
    "--budget",
    "0.1s",
    "--json",
    "--threads",
    "1",
  ];
  const told = events(await learningCurve(...argv, "--out", files.path("photos-out")));
  expect(told.at(-1)).toMatchObject({ event: "result", learner: "network" });
  const { secondsLeft } = told.find(({ event }) => event === "progress") as { secondsLeft: number };
  // Four trainings of a tenth of a second or more, whatever the shares of their examples.
  expect(secondsLeft).toBeGreaterThan(0.2);
  const { report, budgetWarning } = told.at(-1) as { report: string; budgetWarning: string };
  expect(budgetWarning).toMatch(/--budget 1 s left time for one network/);
  const { document } = parseHTML(readFileSync(report, "utf8"));
  expect([...document.querySelectorAll("li")].map((item) => item.textContent)).toContain(budgetWarning);
});

test("Ctrl-C keeps what was measured, and --resume ends as an uninterrupted run does", async () => {
  const argv = [csv, "--target", "kind", "--method", "gradient-boosting", "--sizes", "10,20,40,90"];
  const points = async (...more: string[]) =>
    events(await learningCurve(...argv, "--json", ...more)).at(-1)!["points"];
  const out = files.path("cut");
  const cut = await mebae(
    ["learning-curve", ...argv, "--out", out],
    abortedOnceThereIs(`${out}/checkpoint/runs`, /./),
  );
  expect(cut).toMatchObject({ code: 130, stderr: expect.stringMatching(/interrupted; .*--resume/) });
  expect(existsSync(`${out}/report.html`)).toBe(false);
  expect(await points("--resume", "--out", out)).toEqual(await points("--out", files.path("whole")));
});
