import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { censored, fit as fitFamily, LogNormal, NegativeBinomial, StudentT, Weibull } from "@mebae/stats";
import { Key } from "@mebae/tensor";
import { parseHTML } from "linkedom";
import { afterAll, describe, expect, test } from "vitest";
import { enoughInSeconds } from "./fitting/goodness.js";
import { abortedAfter, events, Files, mebae } from "./testing/run.js";

const files = new Files();
afterAll(() => files.remove());

const lives = Weibull({ shape: 2.2, scale: 50 }).sample(new Key(4), 120);
const column = (values: ArrayLike<number>) => `hours\n${Array.from(values).join("\n")}\n`;
const csv = files.write("lives.csv", column(lives));

const fit = (...argv: string[]) => mebae(["fit", ...argv, "--column", "hours"]);
const resultOf = async (...argv: string[]) => {
  const ran = await fit(...argv, "--json");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  return events(ran).at(-1) as Record<string, never>;
};

describe("one family", () => {
  test("a table of parameters, the criteria, goodness of fit and a sentence", async () => {
    const ran = await fit(csv, "--distribution", "weibull", "--resamples", "99");
    expect(ran).toMatchObject({ code: 0, stderr: "" });
    const expected = fitFamily(Weibull, lives);
    expect(ran.stdout).toContain('lives.csv: 120 values of "hours".');
    expect(ran.stdout).toMatch(/^Weibull +estimate +standard error +95 % profile from +to$/m);
    const { shape } = expected.parameters;
    expect(ran.stdout).toMatch(new RegExp(`^shape +${shape.toFixed(3)} +0\\.\\d{3} `, "m"));
    expect(ran.stdout).toContain(`AICc ${expected.aicc.toFixed(2)}`);
    expect(ran.stdout).toMatch(/Anderson-Darling A² +[\d.]+ +[\d.]+$/m);
    expect(ran.stdout).toMatch(/^No sign against Weibull \(Anderson-Darling p = 0\.\d+, 99 refits\)\.$/m);
    expect(ran.stdout).not.toContain("\x1b");
  });

  test("as JSON it is what @mebae/stats says, digit for digit, and the same seed gives the same", async () => {
    const options = ["--distribution", "log-Normal", "--level", "0.9", "--resamples", "49", "--seed", "5"];
    const result = await resultOf(csv, ...options);
    const expected = fitFamily(LogNormal, lives);
    expect(result).toMatchObject({
      ...{ event: "result", task: "fit", column: "hours", distribution: "LogNormal", n: 120, missing: 0 },
      ...{ parameters: expected.parameters, standardErrors: expected.standardErrors, level: 0.9 },
      ...{ confidenceIntervals: expected.confidenceIntervals({ level: 0.9 }), aic: expected.aic },
      goodnessOfFit: expected.goodnessOfFit({ resamples: 49, key: new Key(5) }),
    });
    expect({ ...(await resultOf(csv, ...options)), seconds: 0 }).toEqual({ ...result, seconds: 0 });
  });

  test("weights, gaps, known parameters and a gzipped file", async () => {
    const rows = Array.from(lives, (life, i) => `${i % 10 === 0 ? "" : life},${i % 3}`);
    const path = files.write("weighted", gzipSync(`hours,w\n${rows.join("\n")}\n`));
    const kept = Array.from(lives.keys()).filter((i) => i % 10 !== 0);
    const options = {
      weights: kept.map((i) => i % 3),
      fixed: { degreesOfFreedom: 5 },
    };
    const expected = fitFamily(
      StudentT,
      kept.map((i) => lives[i]!),
      options,
    );
    const argv = [path, "--weights", "w", "--distribution", "student t", "--fix", "degreesOfFreedom=5"];
    const result = await resultOf(...argv, "--resamples", "19", "--intervals", "wald");
    expect(result).toMatchObject({
      ...{ values: 108, missing: 12, n: expected.n, fixed: options.fixed, parameters: expected.parameters },
      confidenceIntervals: expected.confidenceIntervals({ method: "wald" }),
    });
    const said = await fit(...argv, "--resamples", "19");
    expect(said.stdout).toMatch(/12 rows with a missing cell left out, weights that sum to \d+\./);
    expect(said.stdout).toMatch(/^degreesOfFreedom +5 +fixed$/m);
  });

  test("censored values: a fit without a goodness of fit, which says why", async () => {
    const seen = lives.map((life) => Math.min(life, 60));
    const rows = Array.from(seen, (life) => `${life},${life === 60 ? "right" : "None"}`);
    const path = files.write("censored.csv", `hours,state\n${rows.join("\n")}\n`);
    const expected = fitFamily(
      Weibull,
      censored({ lower: seen, upper: seen.map((life) => (life === 60 ? Infinity : life)) }),
    );
    const out = files.path("censored");
    const argv = [path, "--distribution", "weibull", "--censored", "state", "--out", out];
    const result = await resultOf(...argv);
    expect(result["parameters"]).toEqual(expected.parameters);
    expect(result["goodnessOfFit"]).toEqual({ reason: "expected exact data, got censored ones" });
    expect(readFileSync(`${out}/report.html`, "utf8")).toContain("known from one side only");
  });

  test("truncated values are judged as they were recorded", async () => {
    const path = files.write("late.csv", column(lives.filter((life) => life > 30)));
    const argv = ["--distribution", "weibull", "--truncation", "30,", "--resamples", "99"];
    const result = await resultOf(path, ...argv);
    expect(result["truncation"]).toEqual({ low: 30 });
    const { andersonDarling } = result["goodnessOfFit"] as { andersonDarling: { pValue: number } };
    expect(andersonDarling.pValue).toBeGreaterThan(0.05);
  });

  test("a family that is wrong is called so", async () => {
    const ran = await fit(csv, "--distribution", "uniform", "--resamples", "99");
    expect(ran.stdout).toMatch(/Anderson-Darling A² +∞/);
    expect(ran.stdout).toMatch(/^Uniform doesn't fit: .*\(Cramér-von Mises p = 0\.0\d+, 99 refits\)\.$/m);
    const few = await fit(csv, "--distribution", "uniform", "--resamples", "9");
    expect(few.stdout).toMatch(/^Too few refits to say whether Uniform fits/m);
  });

  test("bootstrap intervals, whose refits are counted", async () => {
    const ran = await fit(csv, "--distribution", "weibull", "--intervals", "bootstrap", "--resamples", "40");
    expect(ran.stdout).toContain("95 % bootstrap (40 refits) from");
  });
});

test("no maximum is exit code 1 in one sentence, a limit a warning", async () => {
  const same = files.write("same.csv", column([2.5, 2.5, 2.5]));
  const ran = await fit(same, "--distribution", "normal", "--json");
  expect(ran).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^mebae: .*same\.csv, column "hours": Normal has no maximum .*\n$/),
  });
  expect(events(ran).at(-1)).toMatchObject({
    ...{ status: { kind: "degenerate" }, standardErrors: { mean: null }, logLikelihood: null },
  });
  const zeros = files.write("zeros.csv", column([0, 0, 0]));
  expect(await fit(zeros, "--distribution", "poisson", "--resamples", "19")).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^warning: Poisson was fitted at a limit, rate = 0: all counts are 0\n$/),
  });
});

describe("--auto", () => {
  test("ranks the families, says what was left out and what can't be told apart", async () => {
    const few = files.write("few.csv", column(lives.subarray(0, 25)));
    const ran = await fit(few, "--auto", "--resamples", "19");
    expect(ran.code).toBe(0);
    expect(ran.stdout).toMatch(/^ +parameters +log-likelihood +AIC +AICc +BIC +behind$/m);
    expect(ran.stdout).toMatch(/^left out: Geometric, .*Poisson.*: expected a whole number .* in row 2$/m);
    expect(ran.stdout).toMatch(/^The data don't tell .*Weibull.* apart: they are within 2 units of AICc\.$/m);
    expect(ran.stdout).toMatch(/^p doesn't know that \w+ was chosen among \d+ by AICc\.$/m);
  });

  test("counts, by another criterion, with a report", async () => {
    const counts = NegativeBinomial({ size: 1.5, mean: 4 }).sample(new Key(8), 300);
    const out = files.path("counts");
    const path = files.write("counts <b>.csv", column(counts));
    const result = await resultOf(path, "--auto", "--by", "bic", "--resamples", "19", "--out", out);
    expect(result).toMatchObject({
      distribution: "NegativeBinomial",
      by: "bic",
      report: `${out}/report.html`,
    });
    const candidates = result["candidates"] as unknown as { distribution: string; bic: number }[];
    const values = candidates.map(({ bic }) => bic);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(result["leftOut"]).toContainEqual({
      distribution: "Normal",
      reason: "the values look like counts",
    });
    const html = readFileSync(`${out}/report.html`, "utf8");
    const { document } = parseHTML(html);
    // Bars, distribution function, quantiles, and a profile of each parameter.
    expect(document.querySelectorAll("svg")).toHaveLength(5);
    expect(document.querySelectorAll("script, link, img, b")).toHaveLength(0);
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
    const headings = [...document.querySelectorAll("h2")].map((heading) => heading.textContent);
    expect(headings).toEqual([
      ...["Parameters", "Goodness of fit", "Counts", "Distribution function", "Quantiles"],
      ...["Profiles of the likelihood", "Candidates"],
    ]);
  });
});

test("Ctrl-C ends the refits, and what is done is shown", async () => {
  const argv = ["fit", csv, "--column", "hours", "--distribution", "weibull", "--resamples", "999"];
  const cut = await mebae(argv, abortedAfter(20));
  expect(cut).toMatchObject({ code: 130, stderr: expect.stringContaining("interrupted") });
  expect(cut.stdout).toMatch(/Anderson-Darling p = [\d.]+, 21 refits/);
  const early = await mebae([...argv.slice(0, 4), "--auto", "--json"], abortedAfter(6));
  expect(early.code).toBe(130);
  expect(events(early).at(-1)).toMatchObject({
    interrupted: true,
    goodnessOfFit: { reason: expect.anything() },
  });
});

test("as many refits as some seconds allow, a round number, from the quickest of the first", () => {
  const count = (...seconds: number[]) => {
    const enough = enoughInSeconds(999);
    return seconds.map((second, i) => enough(i + 1, second)).at(-1);
  };
  expect(count(0.1, 0.002, 0.002)).toBe(999);
  expect(count(0.1, 0.02, 0.02)).toBe(99);
  expect(count(0.1, 0.05)).toBe(999);
  expect(count(2)).toBe(19);
});

test("--help shows examples", async () => {
  expect((await mebae(["fit", "--help"])).stdout).toContain("mebae fit tips.csv --column tip --auto");
});
