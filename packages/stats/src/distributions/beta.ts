import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { betaMaximum } from "../estimation/beta.js";
import type { Coordinates } from "../record.js";
import { betaIInverse } from "../special/beta.js";
import { betaEntropy } from "../special/betaEntropy.js";
import { logMinusDigammaSlope } from "../special/digammaGap.js";
import { digammaDifference } from "../special/gammaDifferences.js";
import { moments } from "../statistics/moments.js";
import { unitLogs } from "../statistics/unitLogs.js";
import { add, mul, neg, sub } from "../symbolic/arithmetic.js";
import { logBeta, logBetaFactor, logBetaI } from "../symbolic/betaFunctions.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log, log1p, xlog1py, xlogy } from "../symbolic/functions.js";

/**
 * About the mean m = α/φ and the precision φ = α+β, with r(y) = ψ′(y) - 1/y, which is what the cancelling leaves of ψ′:
 *   φ²(ψ′(α) + ψ′(β)),   φ(m·r(α) - (1-m)·r(β)),   m²r(α) + (1-m)²r(β) - r(φ)
 */
function aboutMeanAndPrecision(alpha: number, beta: number): Coordinates {
  const total = alpha + beta;
  const [m, rest] = [alpha / total, beta / total];
  const [a, b, both] = [alpha, beta, total].map((y) => -logMinusDigammaSlope(y)) as [number, number, number];
  const mixed = total * (m * a - rest * b);
  return {
    information: [
      [total * (total * (a + b) + 1 / m + 1 / rest), mixed],
      [mixed, m * m * a + rest * rest * b - both],
    ],
    jacobian: [
      [total, m],
      [-total, rest],
    ],
  };
}

/**
 * The beta distribution of shares:
 *   f(x) = x^(α-1)(1-x)^(β-1)/B(α, β),   F(x) = Iₓ(α, β)
 * I being the regularized incomplete beta function (Johnson, Kotz & Balakrishnan 1995, chapter 25).
 * @param alpha α > 0
 * @param beta β > 0
 */
export const Beta = distribution<"alpha" | "beta">({
  name: "Beta",
  kind: "continuous",
  parameters: {
    alpha: { symbol: "α", constraint: positive() },
    beta: { symbol: "β", constraint: positive() },
  },
  support: () => [0, 1],
  domain: () => ({ above: 0, below: 1 }),
  logPdf: (x, { alpha, beta }) => {
    const inside = sub(logBetaFactor(alpha, beta, x, sub(1, x)), add(log(x), log1p(neg(x))));
    const atEnds = add(xlogy(sub(alpha, 1), x), xlog1py(sub(beta, 1), neg(x)));
    return where(mul(lessThan(0, x), lessThan(x, 1)), inside, sub(atEnds, logBeta(alpha, beta)));
  },
  logCdf: (x, { alpha, beta }) => logBetaI(alpha, beta, x, sub(1, x)),
  logSurvival: (x, { alpha, beta }) => logBetaI(beta, alpha, sub(1, x), x),
  quantile: ({ p, q }, { alpha, beta }) => betaIInverse(alpha, beta, p, q).x,
  // Of two gamma draws the share of one, by logarithms, which tiny shapes need.
  sample: (draws, { alpha, beta }) => {
    const logAlpha = draws.logGamma(alpha);
    return 1 / (1 + Math.exp(draws.logGamma(beta) - logAlpha));
  },
  mean: ({ alpha, beta }) => alpha / (alpha + beta),
  variance: ({ alpha, beta }) => {
    const total = alpha + beta;
    return ((alpha / total) * (beta / total)) / (total + 1);
  },
  skewness: ({ alpha, beta }) => {
    const total = alpha + beta;
    return (2 * (beta - alpha) * Math.sqrt(total + 1)) / ((total + 2) * Math.sqrt(alpha) * Math.sqrt(beta));
  },
  kurtosis: ({ alpha, beta }) => {
    const total = alpha + beta;
    const share = ((alpha - beta) / alpha) * ((alpha - beta) / beta) * (total + 1);
    return (6 * (share - (total + 2))) / ((total + 2) * (total + 3));
  },
  entropy: ({ alpha, beta }) =>
    betaEntropy(alpha, beta) - digammaDifference(alpha, beta) - digammaDifference(beta, alpha),
  // By the moments.
  start: ({ mean, variance }) => {
    const total = Math.max((mean * (1 - mean)) / variance - 1, 1e-3);
    return { alpha: mean * total, beta: (1 - mean) * total };
  },
  coordinates: ({ alpha, beta }) => aboutMeanAndPrecision(alpha, beta),
  sufficient: {
    statistics: [unitLogs, moments],
    estimate: (summary) => betaMaximum(summary.get(unitLogs), summary.get(moments).variance),
  },
});
