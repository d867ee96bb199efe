import { expect, test } from "vitest";
import * as stats from "../index.js";
import { fit } from "./fit.js";
import { StreamFit } from "./stream.js";

const families = Object.entries({
  Normal: stats.Normal,
  Laplace: stats.Laplace,
  Weibull: stats.Weibull,
  Uniform: stats.Uniform,
  InverseGamma: stats.InverseGamma,
  Pareto: stats.Pareto,
  LogNormal: stats.LogNormal,
  InverseGaussian: stats.InverseGaussian,
  Gamma: stats.Gamma,
  Logistic: stats.Logistic,
  Gumbel: stats.Gumbel,
  LogLogistic: stats.LogLogistic,
  Cauchy: stats.Cauchy,
  GeneralizedExtremeValue: stats.GeneralizedExtremeValue,
} as Record<string, stats.Family>);

test.each(families)("%s of equal values names the value as it is", (_, family) => {
  for (const value of [3, 0.1, 49, 1.7e-200, 1e200])
    for (const count of [1, 3, 5, 7]) {
      const values = Array(count).fill(value);
      const weights = values.map((__, i) => 0.1 + i / 3);
      const found = [fit(family, values).status, fit(family, values, { weights }).status];
      if (family.record.sufficient)
        found.push(new StreamFit(family).add(values).add([value, value]).estimate().status);
      for (const status of found)
        expect(status).toMatchObject({ reason: expect.stringContaining(`all values are ${value}, and`) });
    }
});
