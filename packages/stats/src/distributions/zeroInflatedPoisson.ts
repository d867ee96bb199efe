import { nonNegative } from "../constraints/nonNegative.js";
import { probability as probabilityConstraint } from "../constraints/probability.js";
import { discreteEntropy } from "../discrete/entropy.js";
import { discreteQuantile } from "../discrete/quantile.js";
import { distribution } from "../distribution.js";
import { zeroInflatedPoissonMaximum } from "../estimation/zeroInflatedPoisson.js";
import { type Probability, upper } from "../probability.js";
import type { Parameters } from "../record.js";
import { drawPoisson } from "../sampling/poisson.js";
import { logGammaP, logGammaQ } from "../special/gamma.js";
import { logPoisson as logMass } from "../special/poisson.js";
import { histogram } from "../statistics/histogram.js";
import { add, mul, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { exp, expm1, log, log1p } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";
import { logSum } from "../symbolic/logSum.js";
import { logPoisson, logPoissonCdf, logPoissonSurvival } from "../symbolic/poissonFunctions.js";
import type { Term } from "../symbolic/term.js";

type Inflated = Parameters<"zeroProbability" | "rate">;

/**
 * The zero-inflated Poisson distribution of counts that are 0 anyway with probability π and Poisson otherwise:
 *   f(0) = π + (1-π)e^(-λ),   f(x) = (1-π)·λˣe^(-λ)/x!
 * (Lambert 1992). For data without a surplus of zeros the maximum likelihood is Poisson's, at the boundary π = 0.
 * @param zeroProbability π, from 0 to 1
 * @param rate λ of the Poisson part, of at least 0
 */
export const ZeroInflatedPoisson = distribution<"zeroProbability" | "rate">({
  name: "ZeroInflatedPoisson",
  kind: "discrete",
  parameters: {
    zeroProbability: { symbol: "π", constraint: probabilityConstraint() },
    rate: { symbol: "λ", constraint: nonNegative() },
  },
  support: () => [0, Infinity],
  logPdf: (x, { zeroProbability, rate }) =>
    where(
      lessThan(x, 1),
      logZero(zeroProbability, rate),
      add(log1p(neg(zeroProbability)), logPoisson(x, rate)),
    ),
  logCdf: (x, { zeroProbability, rate }) => {
    const above = logSurvival(x, zeroProbability, rate);
    const below = withZeros(zeroProbability, logPoissonCdf(x, rate));
    return where(lessThan(above, -Math.LN2), log1mexp(above), below);
  },
  logSurvival: (x, { zeroProbability, rate }) => logSurvival(x, zeroProbability, rate),
  quantile: (probability, parameters) => quantile(probability, parameters),
  sample: (draws, { zeroProbability, rate }) =>
    draws.uniform() < zeroProbability ? 0 : drawPoisson(draws, rate),
  mean: ({ zeroProbability, rate }) => (1 - zeroProbability) * rate,
  variance: ({ zeroProbability, rate }) => (1 - zeroProbability) * rate * (1 + zeroProbability * rate),
  skewness: (parameters) => {
    const { variance, third } = centralMoments(parameters);
    return third / variance ** 1.5;
  },
  kurtosis: (parameters) => {
    const { variance, fourth } = centralMoments(parameters);
    return fourth / variance ** 2 - 3;
  },
  entropy: (parameters) => entropy(parameters),
  // As if all zeros beyond those of the positive counts' mean were surplus.
  start: (sample) => {
    const { zeroProbability, rate } = zeroInflatedPoissonMaximum(sample.get(histogram)).parameters;
    return { zeroProbability: Math.max(zeroProbability, 0.01), rate: Math.max(rate, 0.01) };
  },
  sufficient: {
    statistics: [histogram],
    estimate: (summary) => zeroInflatedPoissonMaximum(summary.get(histogram)),
  },
});

/** log(π + (1-π)e^(-λ)), which for a small rate is near 0. */
function logZero(zeroProbability: Term, rate: Term): Term {
  const nearOne = log1p(mul(sub(1, zeroProbability), expm1(neg(rate))));
  return where(lessThan(rate, 0.5), nearOne, withZeros(zeroProbability, neg(rate)));
}

/** log(π + (1-π)e^a), also where e^a underflows. */
function withZeros(zeroProbability: Term, a: Term): Term {
  const rest = log1p(neg(zeroProbability));
  const plain = log(add(zeroProbability, mul(sub(1, zeroProbability), exp(a))));
  return where(lessThan(a, -700), logSum(log(zeroProbability), add(rest, a)), plain);
}

function logSurvival(x: Term, zeroProbability: Term, rate: Term): Term {
  return add(log1p(neg(zeroProbability)), logPoissonSurvival(x, rate));
}

function quantile(probability: Probability, { zeroProbability, rate }: Inflated): number {
  if (rate === 0 || zeroProbability === 1) return 0;
  return discreteQuantile(probability, {
    logCdf: (k) => Math.log(zeroProbability + (1 - zeroProbability) * Math.exp(logGammaQ(k + 1, rate))),
    logSurvival: (k) => Math.log1p(-zeroProbability) + logGammaP(k + 1, rate),
    support: [0, Infinity],
    mean: rate,
    standardDeviation: Math.sqrt(rate),
    skewness: 1 / Math.sqrt(rate),
  });
}

/** Of the two parts about the common mean, at distances -(1-π)λ and πλ. */
function centralMoments({ zeroProbability: p, rate }: Inflated) {
  const d = p * rate;
  const mean = (1 - p) * rate;
  const variance = mean * (1 + d);
  const third = (1 - p) * (rate + 3 * rate * d + d ** 3) - p * mean ** 3;
  const fourth = (1 - p) * (rate + 3 * rate ** 2 + 4 * rate * d + 6 * rate * d ** 2 + d ** 4) + p * mean ** 4;
  return { variance, third, fourth };
}

function entropy(parameters: Inflated): number {
  const { zeroProbability, rate } = parameters;
  if (rate === 0 || zeroProbability === 1) return 0;
  const zero = zeroProbability + (1 - zeroProbability) * Math.exp(-rate);
  const high = quantile(upper(1e-20), parameters);
  const logRest = Math.log1p(-zeroProbability);
  const positive = discreteEntropy((k) => logRest + logMass(k, rate), 1, high, Math.sqrt(rate));
  return positive - (zero > 0 ? zero * Math.log(zero) : 0);
}
