import { probability as probabilityConstraint } from "../constraints/probability.js";
import { wholeNumber } from "../constraints/wholeNumber.js";
import { discreteEntropy } from "../discrete/entropy.js";
import { discreteQuantile } from "../discrete/quantile.js";
import { distribution } from "../distribution.js";
import { probabilityOf, probabilityStart } from "../estimation/probability.js";
import { lower, type Probability, upper } from "../probability.js";
import type { Estimate, Parameters } from "../record.js";
import { drawBinomial } from "../sampling/binomial.js";
import { logBetaI } from "../special/beta.js";
import { logBinomial as logMass } from "../special/binomial.js";
import { mean as meanStatistic } from "../statistics/mean.js";
import { logBinomial, logBinomialCdf, logBinomialSurvival } from "../symbolic/binomialFunctions.js";

type Binomials = Parameters<"trials" | "probability">;

const spread = ({ trials, probability }: Binomials) => Math.sqrt(trials * probability * (1 - probability));
const skewness = (parameters: Binomials) => (1 - 2 * parameters.probability) / spread(parameters);

/**
 * The binomial distribution of the successes in n trials:
 *   f(x) = (n over x)·pˣ(1-p)ⁿ⁻ˣ,   P(X > x) = I_p(x+1, n-x)
 * I being the regularized incomplete beta function (Johnson, Kemp & Kotz 2005, chapter 3). The trials are given; the maximum
 * likelihood of p is the share of successes, of which 0 and 1 are limits, and distributions themselves.
 * @param trials n, a whole number that a fit takes in `fixed`
 * @param probability p of success, from 0 to 1
 */
export const Binomial = distribution<"trials" | "probability">({
  name: "Binomial",
  kind: "discrete",
  parameters: {
    trials: { symbol: "n", constraint: wholeNumber(), given: true },
    probability: { symbol: "p", constraint: probabilityConstraint() },
  },
  support: ({ trials }) => [0, trials],
  domain: ({ trials }) => ({ atLeast: 0, ...(trials !== undefined && { atMost: trials }) }),
  logPdf: (x, { trials, probability }) => logBinomial(x, trials, probability),
  logCdf: (x, { trials, probability }) => logBinomialCdf(x, trials, probability),
  logSurvival: (x, { trials, probability }) => logBinomialSurvival(x, trials, probability),
  quantile: (probability, parameters) => quantile(probability, parameters),
  sample: (draws, { trials, probability }) => drawBinomial(draws, trials, probability),
  mean: ({ trials, probability }) => trials * probability,
  variance: ({ trials, probability }) => trials * probability * (1 - probability),
  skewness: (parameters) => skewness(parameters),
  kurtosis: ({ trials, probability }) => (1 / (probability * (1 - probability)) - 6) / trials,
  entropy: (parameters) => {
    const [low, high] = [quantile(lower(1e-20), parameters), quantile(upper(1e-20), parameters)];
    const { trials, probability } = parameters;
    return discreteEntropy((k) => logMass(k, trials, probability), low, high, spread(parameters));
  },
  start: ({ mean, count }, { trials = 1 }) => ({
    trials,
    probability: probabilityStart(mean * count, trials * count),
  }),
  sufficient: {
    statistics: [meanStatistic],
    estimate: (summary, given) => estimate(summary.get(meanStatistic), given.trials!),
  },
});

function quantile(target: Probability, parameters: Binomials): number {
  const { trials, probability } = parameters;
  const sd = spread(parameters);
  // All trials end alike.
  if (sd === 0) return probability === 1 ? trials : 0;
  return discreteQuantile(target, {
    logCdf: (k) => (k < trials ? logBetaI(trials - k, k + 1, 1 - probability, probability) : 0),
    logSurvival: (k) => (k < trials ? logBetaI(k + 1, trials - k, probability, 1 - probability) : -Infinity),
    support: [0, trials],
    mean: trials * probability,
    standardDeviation: sd,
    skewness: skewness(parameters),
  });
}

function estimate(mean: number, trials: number): Estimate<"trials" | "probability"> {
  if (trials === 0) {
    const reason = "0 trials have no successes, whatever their probability";
    return { parameters: { trials, probability: 0.5 }, status: { kind: "notIdentifiable", reason } };
  }
  const found = probabilityOf(mean / trials);
  return { ...found, parameters: { trials, ...found.parameters } };
}
