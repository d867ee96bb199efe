import { expect, test } from "vitest";
import { Gamma } from "../distributions/index.js";
import type { DistributionRecord } from "../record.js";
import { distinctRows } from "./distinct.js";
import { Likelihood } from "./likelihood.js";

const column = (...values: number[]) => Float64Array.from(values);

test("equal bounds are told once, with the sum of their weights; those that share one of two are different", () => {
  const { right, interval, truncation } = distinctRows(
    {
      right: { values: column(5, 5, 4, 5), weights: column(1, 0.5, 2, 3) },
      interval: { values: column(1, 1, 1, 2), upper: column(2, 3, 2, 3) },
      truncation: { low: 0.5, high: Infinity },
    },
    false,
  );
  expect(right).toEqual({ values: column(5, 4), weights: column(4.5, 2) });
  expect(interval).toEqual({ values: column(1, 1, 2), upper: column(2, 3, 3), weights: column(2, 1, 1) });
  expect(truncation).toEqual({ low: 0.5, high: Infinity });
});

test("exact values are merged of counts alone", () => {
  const exact = { values: column(3, 0, 3) };
  expect(distinctRows({ exact }, true).exact).toEqual({ values: column(3, 0), weights: column(2, 1) });
  expect(distinctRows({ exact }, false).exact).toBe(exact);
});

test("the likelihood stays what it is", () => {
  const record = Gamma.record as unknown as DistributionRecord;
  const all = {
    exact: { values: column(0.5, 0.5, 2) },
    left: { values: column(0.3, 0.3, 0.3), weights: column(1, 2, 0) },
    interval: { values: column(1, 1, 2, 1), upper: column(2, 2, 3, 2) },
  };
  const expansions = [all, distinctRows(all, false)].map((observations) =>
    new Likelihood(record, observations, ["shape", "scale"]).expand({ shape: 1.3, scale: 0.8 }),
  );
  expect(expansions[1]!.value).toBeCloseTo(expansions[0]!.value, 13);
  for (const [i, entry] of expansions[0]!.hessian.entries())
    expect(expansions[1]!.hessian[i]).toBeCloseTo(entry, 13);
});
