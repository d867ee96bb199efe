import { expect, test } from "vitest";
import { drawCase, fitCase } from "../benchmarks/fuzz/cases.js";
import { truths } from "../benchmarks/fuzz/truths.js";
import { verdictOn } from "../benchmarks/fuzz/verdict.js";

/** Cases that fits once had wrong, and how. */
const onceWrong: Readonly<Record<string, string>> = {
  "Triangular:20": "ended anywhere: squares of a support of 1e-173 underflow",
  "Triangular:31": "likewise, at 1e-192",
  "GeneralizedExtremeValue:1": "stalled at a shape of -1, beyond which the likelihood is infinite",
  "GeneralizedExtremeValue:43": "named a limit lower than that of the truncated tail",
  "StudentT:41": "named a limit whose height was rounding",
  "Poisson:0": "named a limit where terms of 1e125 cancel",
  "F:304": "named the lower one of two limits",
  "F:1": "stalled where rounding hides the slope",
  "F:16": "converged at degrees of freedom of 2e-18 and 5e275, without errors",
  "Cauchy:32": "ran out of steps where the likelihood is unbounded",
};

test.each(Object.entries(onceWrong))("%s, which once %s, is settled", (name) => {
  const { status, fault, text } = verdictOn(drawCase(name)!, 2);
  expect(fault, text).toBeUndefined();
  expect(status, text).not.toBe("notConverged");
});

test("an interval that reaches to 1e6 doesn't lead a search astray", () => {
  const { status, parameters } = fitCase(drawCase("GeneralizedExtremeValue:8")!);
  expect(status.kind).toBe("converged");
  expect(parameters.shape).toBeCloseTo(0.647378, 5);
});

// The whole table is benchmarks/FUZZ.md.
test.each(Object.keys(truths))("nothing is higher than the maximum that a fit of %s names", (family) => {
  for (let i = 100; i < 102; i++) {
    const data = drawCase(`${family}:${i}`);
    if (!data) continue;
    const { fault, text } = verdictOn(data, 2);
    expect(fault, `${data.name}: ${text}`).toBeUndefined();
  }
});
