import { nonNegative } from "../constraints/nonNegative.js";
import { discreteEntropy } from "../discrete/entropy.js";
import { discreteQuantile } from "../discrete/quantile.js";
import { distribution } from "../distribution.js";
import { lower, type Probability, upper } from "../probability.js";
import { drawPoisson } from "../sampling/poisson.js";
import { logGammaP, logGammaQ } from "../special/gamma.js";
import { logPoisson as logMass } from "../special/poisson.js";
import { mean as meanStatistic } from "../statistics/mean.js";
import { logPoisson, logPoissonCdf, logPoissonSurvival } from "../symbolic/poissonFunctions.js";

/**
 * The Poisson distribution of counts:
 *   f(x) = λˣe^(-λ)/x!,   P(X ≤ x) = Q(x+1, λ)
 * Q being the regularized upper incomplete gamma function (Johnson, Kemp & Kotz 2005, chapter 4). Its maximum likelihood is the
 * mean; 0, the limit for data of zeros, is a distribution itself.
 * @param rate λ, the mean, of at least 0
 */
export const Poisson = distribution({
  name: "Poisson",
  kind: "discrete",
  parameters: { rate: { symbol: "λ", constraint: nonNegative() } },
  support: () => [0, Infinity],
  logPdf: (x, { rate }) => logPoisson(x, rate),
  logCdf: (x, { rate }) => logPoissonCdf(x, rate),
  logSurvival: (x, { rate }) => logPoissonSurvival(x, rate),
  quantile: (probability, { rate }) => quantile(probability, rate),
  sample: (draws, { rate }) => drawPoisson(draws, rate),
  mean: ({ rate }) => rate,
  variance: ({ rate }) => rate,
  skewness: ({ rate }) => 1 / Math.sqrt(rate),
  kurtosis: ({ rate }) => 1 / rate,
  entropy: ({ rate }) =>
    discreteEntropy(
      (k) => logMass(k, rate),
      quantile(lower(1e-20), rate),
      quantile(upper(1e-20), rate),
      Math.sqrt(rate),
    ),
  // Above 0, as if half an event more had happened.
  start: ({ mean, count }) => ({ rate: mean || 0.5 / count }),
  sufficient: {
    statistics: [meanStatistic],
    estimate: (summary) => {
      const rate = summary.get(meanStatistic);
      if (rate > 0) return { parameters: { rate } };
      const reason = "all counts are 0";
      return { parameters: { rate }, status: { kind: "boundary", parameter: "rate", limit: 0, reason } };
    },
  },
});

function quantile(probability: Probability, rate: number): number {
  if (rate === 0) return 0;
  return discreteQuantile(probability, {
    logCdf: (k) => logGammaQ(k + 1, rate),
    logSurvival: (k) => logGammaP(k + 1, rate),
    support: [0, Infinity],
    mean: rate,
    standardDeviation: Math.sqrt(rate),
    skewness: 1 / Math.sqrt(rate),
  });
}
