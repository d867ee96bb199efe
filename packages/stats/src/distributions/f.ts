import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { fMaximum, fStart } from "../estimation/fDistribution.js";
import { betaIInverse } from "../special/beta.js";
import { betaEntropy } from "../special/betaEntropy.js";
import { logMinusDigamma } from "../special/stirling.js";
import { add, div, mul } from "../symbolic/arithmetic.js";
import { logBetaI } from "../symbolic/betaFunctions.js";
import { logF } from "../symbolic/fFunctions.js";
import type { Term } from "../symbolic/term.js";

/**
 * Fisher and Snedecor's F distribution of the ratio of two mean squares, u = ν₁x/(ν₁x+ν₂), v = 1 - u:
 *   f(x) = u^(ν₁/2)·v^(ν₂/2)/(x·B(ν₁/2, ν₂/2)),   F(x) = I_u(ν₁/2, ν₂/2)
 * I being the regularized incomplete beta function (Johnson, Kotz & Balakrishnan 1995, chapter 27). Its limits are a gamma
 * distribution of mean 1 for ν₂ → ∞ and that of 1/x for ν₁ → ∞; where a fit goes to one the status says so, and the degrees of freedom
 * are so many that no digit of the log-likelihood tells the two apart.
 * @param numeratorDegreesOfFreedom ν₁ > 0
 * @param denominatorDegreesOfFreedom ν₂ > 0; moments of an order below ν₂/2 exist
 */
export const F = distribution<"numeratorDegreesOfFreedom" | "denominatorDegreesOfFreedom">({
  name: "F",
  kind: "continuous",
  parameters: {
    numeratorDegreesOfFreedom: { symbol: "ν₁", constraint: positive() },
    denominatorDegreesOfFreedom: { symbol: "ν₂", constraint: positive() },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { numeratorDegreesOfFreedom, denominatorDegreesOfFreedom }) =>
    logF(x, numeratorDegreesOfFreedom, denominatorDegreesOfFreedom),
  logCdf: (x, { numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator }) => {
    const [u, v] = shares(x, numerator, denominator);
    return logBetaI(div(numerator, 2), div(denominator, 2), u, v);
  },
  logSurvival: (x, { numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator }) => {
    const [u, v] = shares(x, numerator, denominator);
    return logBetaI(div(denominator, 2), div(numerator, 2), v, u);
  },
  quantile: (
    { p, q },
    { numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator },
  ) => {
    const { x, y } = betaIInverse(numerator / 2, denominator / 2, p, q);
    return (denominator / numerator) * (x / y);
  },
  // The ratio of two gamma draws.
  sample: (draws, { numeratorDegreesOfFreedom: numerator, denominatorDegreesOfFreedom: denominator }) => {
    const logNumerator = draws.logGamma(numerator / 2);
    return (denominator / numerator) * Math.exp(logNumerator - draws.logGamma(denominator / 2));
  },
  mean: ({ denominatorDegreesOfFreedom: b }) => (b > 2 ? b / (b - 2) : Infinity),
  variance: ({ numeratorDegreesOfFreedom: a, denominatorDegreesOfFreedom: b }) => {
    if (b <= 2) return Number.NaN;
    return b > 4 ? (2 * (b / (b - 2)) ** 2 * ((a + b - 2) / a)) / (b - 4) : Infinity;
  },
  skewness: ({ numeratorDegreesOfFreedom: a, denominatorDegreesOfFreedom: b }) => {
    if (b <= 4) return Number.NaN;
    if (b <= 6) return Infinity;
    return (((2 * a + b - 2) / (b - 6)) * Math.sqrt(8 * ((b - 4) / a))) / Math.sqrt(a + b - 2);
  },
  kurtosis: ({ numeratorDegreesOfFreedom: a, denominatorDegreesOfFreedom: b }) => {
    if (b <= 4) return Number.NaN;
    if (b <= 8) return Infinity;
    const sum = a + b - 2;
    return (12 * ((5 * b - 22) / (b - 6) + ((b - 4) / a) * ((b - 2) / (b - 6)) * ((b - 2) / sum))) / (b - 8);
  },
  // That of log x and the mean of log x, ψ(ν₁/2) - ψ(ν₂/2) - log(ν₁/ν₂).
  entropy: ({ numeratorDegreesOfFreedom, denominatorDegreesOfFreedom }) => {
    const [a, b] = [numeratorDegreesOfFreedom / 2, denominatorDegreesOfFreedom / 2];
    return betaEntropy(a, b) + logMinusDigamma(b) - logMinusDigamma(a);
  },
  start: (sample) => fStart(sample),
  estimate: (sample) => fMaximum(sample),
});

/** u and v, each with its digits. */
function shares(x: Term, numerator: Term, denominator: Term): readonly [Term, Term] {
  const weighted = mul(numerator, x);
  const total = add(weighted, denominator);
  return [div(weighted, total), div(denominator, total)];
}
