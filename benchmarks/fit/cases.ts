/** A family with the parameters that data are drawn from, and what SciPy calls it. */
export interface FitCase {
  readonly family: string;
  readonly parameters: Readonly<Record<string, number>>;
  /** scipy.stats.NAME.fit(data, **fixed); with `bounds` scipy.stats.fit(NAME, data, bounds). */
  readonly scipy: {
    readonly name: string;
    readonly fixed?: Readonly<Record<string, number>>;
    readonly bounds?: Readonly<Record<string, readonly [number, number]>>;
  };
  /** SciPy's time over Mebae's that the issue asks for. */
  readonly bar?: number;
}

/** Where Mebae's family has no location, SciPy's is fixed, as a user of SciPy would. */
const noLocation = { floc: 0 };

/** 5 where SciPy has no closed form, 0.5 where it has one. */
export const cases: readonly FitCase[] = [
  {
    family: "Weibull",
    parameters: { shape: 1.7, scale: 3 },
    scipy: { name: "weibull_min", fixed: noLocation },
    bar: 5,
  },
  {
    family: "StudentT",
    parameters: { degreesOfFreedom: 5, location: 1, scale: 2 },
    scipy: { name: "t" },
    bar: 5,
  },
  {
    family: "VonMises",
    parameters: { mean: 0.7, concentration: 2.5 },
    scipy: { name: "vonmises", fixed: { fscale: 1 } },
    bar: 5,
  },
  {
    family: "Poisson",
    parameters: { rate: 4.2 },
    scipy: { name: "poisson", bounds: { mu: [0, 100] } },
    bar: 5,
  },
  {
    family: "NegativeBinomial",
    parameters: { size: 4, mean: 6 },
    scipy: { name: "nbinom", bounds: { n: [0, 100], p: [0, 1] } },
    bar: 5,
  },
  { family: "Logistic", parameters: { location: -2, scale: 1.5 }, scipy: { name: "logistic" }, bar: 5 },
  { family: "Gumbel", parameters: { location: 3, scale: 2 }, scipy: { name: "gumbel_r" }, bar: 5 },
  { family: "Cauchy", parameters: { location: 1, scale: 0.5 }, scipy: { name: "cauchy" }, bar: 5 },
  {
    family: "Gamma",
    parameters: { shape: 2.3, scale: 1.4 },
    scipy: { name: "gamma", fixed: noLocation },
    bar: 0.5,
  },
  { family: "Normal", parameters: { mean: 5, standardDeviation: 3 }, scipy: { name: "norm" }, bar: 0.5 },
  { family: "Exponential", parameters: { rate: 0.7 }, scipy: { name: "expon", fixed: noLocation }, bar: 0.5 },
  {
    family: "LogNormal",
    parameters: { logMean: 0.3, logStandardDeviation: 0.8 },
    scipy: { name: "lognorm", fixed: noLocation },
    bar: 0.5,
  },
  { family: "Laplace", parameters: { location: 1, scale: 2 }, scipy: { name: "laplace" }, bar: 0.5 },
  { family: "Uniform", parameters: { low: -1, high: 4 }, scipy: { name: "uniform" }, bar: 0.5 },
  { family: "Rayleigh", parameters: { scale: 2 }, scipy: { name: "rayleigh", fixed: noLocation }, bar: 0.5 },
  {
    family: "Pareto",
    parameters: { minimum: 2, shape: 3 },
    scipy: { name: "pareto", fixed: noLocation },
    bar: 0.5,
  },
  {
    family: "InverseGaussian",
    parameters: { mean: 2, shape: 3 },
    scipy: { name: "invgauss", fixed: noLocation },
    bar: 0.5,
  },
  {
    family: "Beta",
    parameters: { alpha: 2.5, beta: 4 },
    scipy: { name: "beta", fixed: { floc: 0, fscale: 1 } },
  },
  {
    family: "InverseGamma",
    parameters: { shape: 3, scale: 2 },
    scipy: { name: "invgamma", fixed: noLocation },
  },
  { family: "LogLogistic", parameters: { scale: 2, shape: 3 }, scipy: { name: "fisk", fixed: noLocation } },
  {
    family: "GeneralizedExtremeValue",
    parameters: { location: 1, scale: 2, shape: 0.1 },
    scipy: { name: "genextreme" },
  },
  {
    family: "ChiSquared",
    parameters: { degreesOfFreedom: 4 },
    scipy: { name: "chi2", fixed: { floc: 0, fscale: 1 } },
  },
];
