import type { Random } from "./random.ts";

export type Numbers = Readonly<Record<string, number>>;

/** A shape that is usual, or now and then one that searches find hard. */
const shape = (from: Random) => (from.chance(0.3) ? from.logBetween(0.05, 1e3) : from.logBetween(0.3, 8));
/** A place up to a million widths away from 0. */
const place = (from: Random) => (from.chance(0.2) ? 1e6 : 10) * from.between(-0.5, 0.5);

/** Parameters of each family to draw data from, for data of about unit size. */
export const truths: Readonly<Record<string, (from: Random) => Numbers>> = {
  Normal: (from) => ({ mean: place(from), standardDeviation: 1 }),
  LogNormal: (from) => ({
    logMean: from.between(-5, 5),
    logStandardDeviation: from.logBetween(0.01, 5),
  }),
  Exponential: () => ({ rate: 1 }),
  Gamma: (from) => ({ shape: shape(from), scale: 1 }),
  InverseGamma: (from) => ({ shape: shape(from), scale: 1 }),
  InverseGaussian: (from) => ({ mean: 1, shape: from.logBetween(0.05, 1e3) }),
  Beta: (from) => ({ alpha: from.logBetween(0.1, 300), beta: from.logBetween(0.1, 300) }),
  Uniform: (from) => {
    const low = place(from);
    return { low, high: low + 1 };
  },
  Weibull: (from) => ({ shape: from.logBetween(0.1, 100), scale: 1 }),
  GeneralizedExtremeValue: (from) => ({ location: place(from), scale: 1, shape: from.between(-0.45, 0.6) }),
  Gumbel: (from) => ({ location: place(from), scale: 1 }),
  Laplace: (from) => ({ location: place(from), scale: 1 }),
  Logistic: (from) => ({ location: place(from), scale: 1 }),
  Cauchy: (from) => ({ location: place(from), scale: 1 }),
  LogLogistic: (from) => ({ scale: 1, shape: from.logBetween(0.3, 100) }),
  StudentT: (from) => ({ degreesOfFreedom: from.logBetween(0.7, 50), location: place(from), scale: 1 }),
  Pareto: (from) => ({ minimum: 1, shape: from.logBetween(0.3, 100) }),
  Rayleigh: () => ({ scale: 1 }),
  ChiSquared: (from) => ({ degreesOfFreedom: from.logBetween(0.2, 500) }),
  F: (from) => ({
    numeratorDegreesOfFreedom: from.logBetween(0.7, 60),
    denominatorDegreesOfFreedom: from.logBetween(0.7, 60),
  }),
  VonMises: (from) => ({ mean: from.between(-3, 3), concentration: from.logBetween(0.05, 1e3) }),
  Triangular: (from) => {
    const low = place(from);
    return { low, mode: low + from.uniform(), high: low + 1 };
  },
  Bernoulli: (from) => ({ probability: from.uniform() }),
  Binomial: (from) => ({ trials: Math.ceil(from.logBetween(1, 200)), probability: from.uniform() }),
  Geometric: (from) => ({ probability: from.uniform() }),
  Poisson: (from) => ({ rate: from.logBetween(0.05, 1e3) }),
  NegativeBinomial: (from) => ({ size: from.logBetween(0.1, 100), mean: from.logBetween(0.1, 100) }),
  ZeroInflatedPoisson: (from) => ({
    zeroProbability: from.between(0.05, 0.95),
    rate: from.logBetween(0.1, 30),
  }),
};
