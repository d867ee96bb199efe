import { nonNegative } from "../constraints/nonNegative.js";
import { positive } from "../constraints/positive.js";
import { discreteEntropy } from "../discrete/entropy.js";
import { discreteQuantile } from "../discrete/quantile.js";
import { distribution } from "../distribution.js";
import { negativeBinomialMaximum } from "../estimation/negativeBinomial.js";
import { lower, type Probability, upper } from "../probability.js";
import type { Parameters } from "../record.js";
import { drawPoisson } from "../sampling/poisson.js";
import { logBetaI as logBetaIValue } from "../special/beta.js";
import { logNegativeBinomial as logMass } from "../special/negativeBinomial.js";
import { histogram } from "../statistics/histogram.js";
import { add, div } from "../symbolic/arithmetic.js";
import { logBetaI } from "../symbolic/betaFunctions.js";
import { logNegativeBinomial } from "../symbolic/negativeBinomialFunctions.js";
import type { Term } from "../symbolic/term.js";

type NegativeBinomials = Parameters<"size" | "mean">;

const variance = ({ size, mean }: NegativeBinomials) => mean + mean * (mean / size);
const skewness = (parameters: NegativeBinomials) =>
  (1 + (2 * parameters.mean) / parameters.size) / Math.sqrt(variance(parameters));

/**
 * The negative binomial distribution of counts whose Poisson rates vary by a gamma distribution of shape r, or of the failures
 * before the r-th success of probability p = r/(r+μ):
 *   f(x) = Γ(r+x)/(Γ(r)x!)·pʳ(1-p)ˣ,   P(X ≤ x) = I_p(r, x+1),   Var X = μ + μ²/r
 * I being the regularized incomplete beta function (Johnson, Kemp & Kotz 2005, chapter 5). Its limit for r → ∞ is Poisson, to which
 * the fit of data goes whose variance isn't above their mean: the status says so, and the size is one so large that no
 * digit of the log-likelihood tells the two apart. Derivatives by r of the density keep their digits there; those of the tails, of
 * the order of 1/r², are left of terms of 1/r: at x = 3 and μ = 4 those of log P(X ≤ x) have 9 digits for r = 1e4, 4 for 1e6 and
 * none for 1e8, those of log P(X > x) 8 for 1e6, 6 for 1e8 and 2 for 1e12. Censored counts that are nearly Poisson are fitted all
 * the same, since that slope is nothing beside a standard error of r.
 * @param size r > 0, real
 * @param mean μ of at least 0
 */
export const NegativeBinomial = distribution<"size" | "mean">({
  name: "NegativeBinomial",
  kind: "discrete",
  parameters: {
    size: { symbol: "r", constraint: positive() },
    mean: { symbol: "μ", constraint: nonNegative() },
  },
  support: () => [0, Infinity],
  logPdf: (x, { size, mean }) => logNegativeBinomial(x, size, mean),
  logCdf: (x, { size, mean }) => {
    const [success, failure] = shares(size, mean);
    return logBetaI(size, add(x, 1), success, failure);
  },
  logSurvival: (x, { size, mean }) => {
    const [success, failure] = shares(size, mean);
    return logBetaI(add(x, 1), size, failure, success);
  },
  quantile: (probability, parameters) => quantile(probability, parameters),
  sample: (draws, { size, mean }) =>
    drawPoisson(draws, Math.exp(draws.logGamma(size) + Math.log(mean / size))),
  mean: ({ mean }) => mean,
  variance: (parameters) => variance(parameters),
  skewness: (parameters) => skewness(parameters),
  kurtosis: (parameters) => 6 / parameters.size + 1 / variance(parameters),
  entropy: (parameters) => {
    const [low, high] = [quantile(lower(1e-20), parameters), quantile(upper(1e-20), parameters)];
    const { size, mean } = parameters;
    return discreteEntropy((k) => logMass(k, size, mean), low, high, Math.sqrt(variance(parameters)));
  },
  // By the moments, or nearly Poisson.
  start: ({ mean, variance, count }) => ({
    size: variance > mean * (1 + 1e-3) ? mean * (mean / (variance - mean)) : 1e3 * Math.max(1, mean),
    mean: mean || 0.5 / count,
  }),
  sufficient: {
    statistics: [histogram],
    estimate: (summary) => negativeBinomialMaximum(summary.get(histogram)),
  },
});

/** p and 1 - p. */
function shares(size: Term, mean: Term): readonly [Term, Term] {
  const total = add(size, mean);
  return [div(size, total), div(mean, total)];
}

function quantile(probability: Probability, parameters: NegativeBinomials): number {
  const { size, mean } = parameters;
  if (mean === 0) return 0;
  const total = size + mean;
  return discreteQuantile(probability, {
    logCdf: (k) => logBetaIValue(size, k + 1, size / total, mean / total),
    logSurvival: (k) => logBetaIValue(k + 1, size, mean / total, size / total),
    support: [0, Infinity],
    mean,
    standardDeviation: Math.sqrt(variance(parameters)),
    skewness: skewness(parameters),
  });
}
