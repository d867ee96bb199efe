import { normalQuantile } from "@mebae/tensor/scalar";
import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { relativeMoments } from "../moments/positiveMoments.js";
import { extremes } from "../statistics/extremes.js";
import { logMoments } from "../statistics/logMoments.js";
import { allEqual } from "../status.js";
import { add, div, mul, neg, square, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log } from "../symbolic/functions.js";
import { logNormalCdf } from "../symbolic/normalFunctions.js";
import type { Term } from "../symbolic/term.js";

const logRoot2Pi = 0.5 * Math.log(2 * Math.PI);

type Names = "logMean" | "logStandardDeviation";

const standardized = (x: Term, { logMean, logStandardDeviation }: Readonly<Record<Names, Term>>): Term =>
  div(sub(log(x), logMean), logStandardDeviation);

// log E(X^j) = jμ + j²σ²/2.
const momentsOf = (deviation: number) => relativeMoments({ second: 1, third: 0, fourth: 0 }, deviation);

/**
 * The lognormal distribution of x whose logarithm is normal, z = (log x - μ)/σ:
 *   f(x) = e^(-z²/2)/(xσ√(2π)),   F(x) = Φ(z),   x > 0
 * Its maximum likelihood is the mean and the standard deviation by 1/n of log x.
 * @param logMean μ, the mean of log x
 * @param logStandardDeviation σ > 0, the standard deviation of log x
 */
export const LogNormal = distribution({
  name: "LogNormal",
  kind: "continuous",
  parameters: {
    logMean: { symbol: "μ", constraint: real(), role: "logLocation" },
    logStandardDeviation: { symbol: "σ", constraint: positive() },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, parameters) => {
    const z = standardized(x, parameters);
    const density = sub(
      mul(square(z), -0.5),
      add(log(x), sub(log(parameters.logStandardDeviation), -logRoot2Pi)),
    );
    return where(lessThan(0, x), density, -Infinity);
  },
  logCdf: (x, parameters) => logNormalCdf(standardized(x, parameters)),
  logSurvival: (x, parameters) => logNormalCdf(neg(standardized(x, parameters))),
  quantile: ({ p, q }, { logMean, logStandardDeviation }) =>
    Math.exp(logMean + logStandardDeviation * (p < 0.5 ? normalQuantile(p) : -normalQuantile(q))),
  sample: (draws, { logMean, logStandardDeviation }) =>
    Math.exp(logMean + logStandardDeviation * draws.normal()),
  mean: ({ logMean, logStandardDeviation }) => Math.exp(logMean + logStandardDeviation ** 2 / 2),
  variance: ({ logMean, logStandardDeviation: s }) => Math.exp(2 * logMean + s ** 2) * Math.expm1(s ** 2),
  skewness: ({ logStandardDeviation }) => momentsOf(logStandardDeviation).skewness,
  kurtosis: ({ logStandardDeviation }) => momentsOf(logStandardDeviation).kurtosis,
  entropy: ({ logMean, logStandardDeviation }) => logMean + 0.5 + logRoot2Pi + Math.log(logStandardDeviation),
  start: (sample) => {
    const { mean, variance } = sample.get(logMoments);
    return { logMean: mean, logStandardDeviation: Math.sqrt(variance) };
  },
  sufficient: {
    statistics: [logMoments, extremes],
    estimate: (summary) => {
      const { mean, variance } = summary.get(logMoments);
      const parameters = { logMean: mean, logStandardDeviation: Math.sqrt(variance) };
      return variance > 0
        ? { parameters }
        : // Not by the mean of the logarithms, of which the exponential is rounded.
          { parameters, status: allEqual(summary.get(extremes).least, "logStandardDeviation") };
    },
  },
});
