import type { Family } from "../distribution.js";
import {
  Bernoulli,
  Beta,
  Binomial,
  Cauchy,
  ChiSquared,
  Exponential,
  F,
  Gamma,
  GeneralizedExtremeValue,
  Geometric,
  Gumbel,
  InverseGamma,
  InverseGaussian,
  Laplace,
  Logistic,
  LogLogistic,
  LogNormal,
  NegativeBinomial,
  Normal,
  Pareto,
  Poisson,
  Rayleigh,
  StudentT,
  Triangular,
  Uniform,
  VonMises,
  Weibull,
  ZeroInflatedPoisson,
} from "../distributions/index.js";

/**
 * Every family of this package, by name in alphabetical order. Asking for them all takes them all into a bundle. They are listed, since
 * a module as a whole (import *) becomes an object that every bundle would hold.
 */
export function allFamilies(): Family[] {
  const families = [
    Bernoulli,
    Beta,
    Binomial,
    Cauchy,
    ChiSquared,
    Exponential,
    F,
    Gamma,
    GeneralizedExtremeValue,
    Geometric,
    Gumbel,
    InverseGamma,
    InverseGaussian,
    Laplace,
    Logistic,
    LogLogistic,
    LogNormal,
    NegativeBinomial,
    Normal,
    Pareto,
    Poisson,
    Rayleigh,
    StudentT,
    Triangular,
    Uniform,
    VonMises,
    Weibull,
    ZeroInflatedPoisson,
  ];
  return families as unknown as Family[];
}
