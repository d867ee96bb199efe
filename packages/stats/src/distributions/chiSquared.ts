import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { inverseDigamma } from "../estimation/gammaShape.js";
import { gammaPInverseOfLogs } from "../special/gamma.js";
import { logMinusDigamma, stirlingRest } from "../special/stirling.js";
import { meanLog } from "../statistics/meanLog.js";
import type { Summary } from "../statistics/statistic.js";
import { mul, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log } from "../symbolic/functions.js";
import { logGammaKernel, logLowerGamma, logUpperGamma } from "../symbolic/gammaFunctions.js";

const estimate = (summary: Summary) => ({
  parameters: { degreesOfFreedom: 2 * inverseDigamma(summary.get(meanLog) - Math.LN2) },
});

/**
 * The chi-squared distribution of the sum of ν squares of standard normal variables:
 *   f(x) = x^(ν/2-1)e^(-x/2)/(Γ(ν/2)·2^(ν/2)),   F(x) = P(ν/2, x/2),   x ≥ 0
 * (Johnson, Kotz & Balakrishnan 1994, chapter 18). Its maximum likelihood has ψ(ν/2) = mean of log(x/2).
 * @param degreesOfFreedom ν > 0, whole or not
 */
export const ChiSquared = distribution({
  name: "ChiSquared",
  kind: "continuous",
  parameters: {
    degreesOfFreedom: { symbol: "ν", constraint: positive() },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { degreesOfFreedom: nu }) => {
    const atZero = where(lessThan(nu, 2), Infinity, where(lessThan(2, nu), -Infinity, neg(Math.LN2)));
    return where(lessThan(0, x), sub(logGammaKernel(mul(0.5, nu), mul(0.5, x)), log(x)), atZero);
  },
  logCdf: (x, { degreesOfFreedom: nu }) => logLowerGamma(mul(0.5, nu), mul(0.5, x)),
  logSurvival: (x, { degreesOfFreedom: nu }) => logUpperGamma(mul(0.5, nu), mul(0.5, x)),
  quantile: ({ logP, logQ }, { degreesOfFreedom: nu }) => 2 * gammaPInverseOfLogs(nu / 2, logP, logQ),
  sample: (draws, { degreesOfFreedom: nu }) => 2 * draws.gamma(nu / 2),
  mean: ({ degreesOfFreedom: nu }) => nu,
  variance: ({ degreesOfFreedom: nu }) => 2 * nu,
  skewness: ({ degreesOfFreedom: nu }) => Math.sqrt(8 / nu),
  kurtosis: ({ degreesOfFreedom: nu }) => 12 / nu,
  // That of the gamma distribution of shape ν/2 and scale 2.
  entropy: ({ degreesOfFreedom: nu }) =>
    Math.LN2 + 0.5 * Math.log(Math.PI * nu) + stirlingRest(nu / 2) + (nu / 2 - 1) * logMinusDigamma(nu / 2),
  start: (sample) => estimate(sample).parameters,
  sufficient: { statistics: [meanLog], estimate },
});
