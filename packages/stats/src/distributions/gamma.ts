import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { gammaShape } from "../estimation/gammaShape.js";
import { logMinusDigammaSlope } from "../special/digammaGap.js";
import { gammaPInverseOfLogs } from "../special/gamma.js";
import { logMinusDigamma, stirlingRest } from "../special/stirling.js";
import { areEqual, extremes } from "../statistics/extremes.js";
import { logDeficit } from "../statistics/logDeficit.js";
import type { Summary } from "../statistics/statistic.js";
import { allEqual } from "../status.js";
import { div, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log } from "../symbolic/functions.js";
import { logGammaKernel, logLowerGamma, logUpperGamma } from "../symbolic/gammaFunctions.js";

const estimate = (summary: Summary) => {
  const { mean, deficit } = summary.get(logDeficit);
  if (!(deficit > 0) || (deficit < 1e-12 && areEqual(summary)))
    return {
      parameters: { shape: Infinity, scale: 0 },
      // Not the mean, which is rounded.
      status: allEqual(summary.get(extremes).least, "shape", Infinity),
    };
  const shape = gammaShape(deficit);
  return { parameters: { shape, scale: mean / shape } };
};

/**
 * The gamma distribution:
 *   f(x) = x^(k-1)e^(-x/θ)/(Γ(k)θ^k),   F(x) = P(k, x/θ),   x ≥ 0
 * (Johnson, Kotz & Balakrishnan 1994, chapter 17). Its maximum likelihood has kθ = x̄, and
 * log k - ψ(k) = log x̄ - (mean of log x).
 * @param shape k > 0
 * @param scale θ > 0
 */
export const Gamma = distribution({
  name: "Gamma",
  kind: "continuous",
  parameters: {
    shape: { symbol: "k", constraint: positive() },
    scale: { symbol: "θ", constraint: positive(), role: "scale" },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { shape, scale }) => {
    const atZero = where(lessThan(shape, 1), Infinity, where(lessThan(1, shape), -Infinity, neg(log(scale))));
    return where(lessThan(0, x), sub(logGammaKernel(shape, div(x, scale)), log(x)), atZero);
  },
  logCdf: (x, { shape, scale }) => logLowerGamma(shape, div(x, scale)),
  logSurvival: (x, { shape, scale }) => logUpperGamma(shape, div(x, scale)),
  quantile: ({ logP, logQ }, { shape, scale }) => scale * gammaPInverseOfLogs(shape, logP, logQ),
  sample: (draws, { shape, scale }) => scale * draws.gamma(shape),
  mean: ({ shape, scale }) => shape * scale,
  variance: ({ shape, scale }) => shape * scale ** 2,
  skewness: ({ shape }) => 2 / Math.sqrt(shape),
  kurtosis: ({ shape }) => 6 / shape,
  // k + log Γ(k) + (1 - k)ψ(k), of which the large terms cancel.
  entropy: ({ shape: k, scale }) =>
    Math.log(scale) + 0.5 * Math.log(2 * Math.PI * k) + stirlingRest(k) + (k - 1) * logMinusDigamma(k),
  start: (sample) => estimate(sample).parameters,
  // About k and the mean kθ, which don't depend on each other: ψ′(k) - 1/k and k/(kθ)².
  coordinates: ({ shape, scale }) => ({
    information: [
      [-logMinusDigammaSlope(shape), 0],
      [0, 1 / shape / scale / scale],
    ],
    jacobian: [
      [1, 0],
      [-scale / shape, 1 / shape],
    ],
  }),
  sufficient: { statistics: [logDeficit, extremes], estimate },
});
