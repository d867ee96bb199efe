import { expect, test } from "vitest";
import { meanOf, ranked, verdictOf } from "./ranking.js";
import type { Standing } from "./reports.js";
import type { Method } from "./setup.js";

function standing(method: Method, testAccuracy: number, testLoss = 0.3): Standing {
  const scores = { step: 1000, trainingLoss: 0.1, testLoss, trainingAccuracy: 1, testAccuracy };
  return { method, scores, picture: new Float32Array(), histogram: [], norm: 1, hasStopped: false };
}

test("the best on new examples comes first, the smaller loss where they are alike", () => {
  const order = ranked([
    standing("nothing", 0.8),
    standing("dropout", 0.9, 0.4),
    standing("weightDecay", 0.9, 0.3),
  ]);
  expect(order.map(({ method }) => method)).toEqual(["weightDecay", "dropout", "nothing"]);
});

test("a verdict tells what helped, what made no difference and what did harm", () => {
  const verdict = verdictOf([
    standing("nothing", 0.8),
    standing("weightDecay", 0.9),
    standing("dropout", 0.805),
    standing("batchNorm", 0.7),
    standing("earlyStopping", 0.85),
    standing("weightNoise", 0.796),
  ]);
  expect(verdict.best.method).toBe("weightDecay");
  expect(verdict.nothing.method).toBe("nothing");
  expect(verdict.better).toEqual(["weightDecay", "earlyStopping"]);
  expect(verdict.alike).toEqual(["dropout", "weightNoise"]);
  expect(verdict.worse).toEqual(["batchNorm"]);
});

test("where nothing is best the verdict says so", () => {
  expect(verdictOf([standing("dropout", 0.9), standing("nothing", 0.95)]).best.method).toBe("nothing");
});

test("the mean's standard error is s/√n, and unknown for one value", () => {
  expect(meanOf([1, 2, 3, 4])).toEqual({ mean: 2.5, error: Math.sqrt(5 / 3 / 4) });
  expect(meanOf([0.7])).toEqual({ mean: 0.7, error: undefined });
});
