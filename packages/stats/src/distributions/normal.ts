import { normalQuantile } from "@mebae/tensor/scalar";
import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { moments } from "../statistics/moments.js";
import { allEqual } from "../status.js";
import { div, mul, neg, square, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { logNormalCdf } from "../symbolic/normalFunctions.js";

const logRoot2Pi = 0.5 * Math.log(2 * Math.PI);

/**
 * The normal distribution, z = (x - μ)/σ:
 *   f(x) = e^(-z²/2)/(σ√(2π)),   F(x) = Φ(z)
 * Its maximum likelihood is the mean and the standard deviation by 1/n.
 * @param mean μ
 * @param standardDeviation σ > 0
 */
export const Normal = distribution({
  name: "Normal",
  kind: "continuous",
  parameters: {
    mean: { symbol: "μ", constraint: real(), role: "location" },
    standardDeviation: { symbol: "σ", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { mean, standardDeviation }) => {
    const z = div(sub(x, mean), standardDeviation);
    return sub(mul(square(z), -0.5), sub(log(standardDeviation), -logRoot2Pi));
  },
  logCdf: (x, { mean, standardDeviation }) => logNormalCdf(div(sub(x, mean), standardDeviation)),
  logSurvival: (x, { mean, standardDeviation }) => logNormalCdf(neg(div(sub(x, mean), standardDeviation))),
  quantile: ({ p, q }, { mean, standardDeviation }) =>
    mean + standardDeviation * (p < 0.5 ? normalQuantile(p) : -normalQuantile(q)),
  sample: (draws, { mean, standardDeviation }) => mean + standardDeviation * draws.normal(),
  mean: ({ mean }) => mean,
  variance: ({ standardDeviation }) => standardDeviation ** 2,
  skewness: () => 0,
  kurtosis: () => 0,
  entropy: ({ standardDeviation }) => logRoot2Pi + 0.5 + Math.log(standardDeviation),
  start: ({ mean, variance }) => ({ mean, standardDeviation: Math.sqrt(variance) }),
  sufficient: {
    statistics: [moments],
    estimate: (summary) => {
      const { mean, variance } = summary.get(moments);
      const parameters = { mean, standardDeviation: Math.sqrt(variance) };
      return variance > 0 ? { parameters } : { parameters, status: allEqual(mean, "standardDeviation") };
    },
  },
});
