import { add, at, log, mul, neg, softplus, sub, sum } from "@mebae/tensor";
import { expect, test } from "vitest";
import { interval, positive, real, simplex } from "../constraints/index.js";
import { logNormalDensity, normal } from "../testing/normalDensity.js";
import { mle } from "./mle.js";

test("separated classes are a boundary, not an answer", () => {
  const found = mle({
    parameters: { slope: real() },
    logDensity: (rows, { slope }) =>
      neg(softplus(neg(mul(mul(at(rows, null, 0), at(rows, null, 1)), slope)))),
    data: [
      [1, 1],
      [2, 1],
      [-1, -1],
    ],
  });
  expect(found.status).toMatchObject({ kind: "boundary", parameter: "slope", limit: Infinity });
  expect(found.standardErrors.slope).toBeNaN();
  expect(found.confidenceIntervals()).toEqual({ slope: { low: NaN, high: NaN } });
});

test("a share on its way to 0 is a boundary with that name and limit", () => {
  const found = mle({
    parameters: { share: interval(0, 0.5) },
    logDensity: (x, { share }) => add(mul(x, log(share)), mul(sub(1, x), log(sub(1, share)))),
    data: [0, 0, 0],
  });
  expect(found.status).toMatchObject({ kind: "boundary", parameter: "share", limit: 0 });
  const shares = mle({
    parameters: { shares: simplex(3) },
    logDensity: (x, { shares }) => sum(mul(x, log(shares))),
    data: [4, 6, 0],
  });
  expect(shares.status).toMatchObject({ kind: "boundary", parameter: "shares[2]", limit: 0 });
});

test("a likelihood without bound is degenerate", () => {
  const found = mle({ ...normal, data: [5, 5, 5], start: { location: 5 } });
  expect(found.status).toMatchObject({ kind: "degenerate" });
  expect(found.status).toHaveProperty("reason", "the likelihood grows without bound as scale → 0");
});

test("parameters that only count together are not identifiable, and are named", () => {
  const found = mle({
    parameters: { a: real(), b: real(), scale: positive() },
    logDensity: (x, { a, b, scale }) => logNormalDensity(x, add(a, b), scale),
    data: [1, 2, 4],
  });
  expect(found.status).toEqual({
    kind: "notIdentifiable",
    reason: "the likelihood doesn't change along a direction of a and b",
  });
});
