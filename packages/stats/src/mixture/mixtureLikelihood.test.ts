import { expect, test } from "vitest";
import { Exponential } from "../distributions/exponential.js";
import { Gumbel } from "../distributions/gumbel.js";
import { Normal } from "../distributions/normal.js";
import type { DistributionRecord } from "../record.js";
import type { ComponentModel } from "./freeMixture.js";
import { MixtureLikelihood } from "./mixtureLikelihood.js";

test("derivatives of a mixture's likelihood equal differences, away from its maximum", () => {
  const models: ComponentModel[] = [
    { record: Normal.record as unknown as DistributionRecord, by: ["mean", "standardDeviation"], fixed: {} },
    { record: Exponential.record as unknown as DistributionRecord, by: ["rate"], fixed: {} },
    { record: Gumbel.record as unknown as DistributionRecord, by: ["location"], fixed: { scale: 2 } },
  ];
  const values = Float64Array.of(-1, 0.2, 0.9, 2.5, 4, 7);
  const weights = Float64Array.of(1, 2, 0.5, 1, 1, 3);
  const likelihood = new MixtureLikelihood(models, values, weights);
  const free = likelihood.free.toFree({
    weights: [0.2, 0.3, 0.5],
    components: [{ mean: 0.4, standardDeviation: 1.3 }, { rate: 0.7 }, { location: 3, scale: 2 }],
  });
  const size = free.length;
  expect(size).toBe(6);
  const h = 1e-4;
  const moved = (a: number, by: number) => free.map((x, i) => (i === a ? x + by : x));
  const slope = (f: (x: Float64Array) => number, a: number) =>
    (f(moved(a, -2 * h)) - 8 * f(moved(a, -h)) + 8 * f(moved(a, h)) - f(moved(a, 2 * h))) / (12 * h);
  const { value, gradient, hessian } = likelihood.hessian(free);
  expect(likelihood.value(free)).toBeCloseTo(value, 13);
  for (let a = 0; a < size; a++) {
    expect(gradient[a]).toBeCloseTo(
      slope((x) => likelihood.value(x), a),
      8,
    );
    for (let b = 0; b < size; b++)
      expect(hessian[a * size + b]).toBeCloseTo(
        slope((x) => likelihood.gradient(x).gradient[b]!, a),
        8,
      );
  }
});
