import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { rootMeanSquare } from "../statistics/rootMeanSquare.js";
import { div, mul, square, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";

const eulerGamma = 0.5772156649015329;

/**
 * The Rayleigh distribution of the length of a normal vector in the plane, z = x/σ:
 *   f(x) = z·e^(-z²/2)/σ,   F(x) = 1 - e^(-z²/2),   x ≥ 0
 * (Johnson, Kotz & Balakrishnan 1994, section 18.3). Its maximum likelihood is σ² = (mean of x²)/2.
 * @param scale σ > 0, the mode
 */
export const Rayleigh = distribution({
  name: "Rayleigh",
  kind: "continuous",
  parameters: {
    scale: { symbol: "σ", constraint: positive(), role: "scale" },
  },
  support: () => [0, Infinity],
  domain: () => ({ above: 0 }),
  logPdf: (x, { scale }) => {
    const z = div(x, scale);
    return sub(sub(log(z), log(scale)), mul(0.5, square(z)));
  },
  logCdf: (x, { scale }) => log1mexp(mul(-0.5, square(div(x, scale)))),
  logSurvival: (x, { scale }) => mul(-0.5, square(div(x, scale))),
  quantile: ({ logQ }, { scale }) => scale * Math.sqrt(-2 * logQ),
  mean: ({ scale }) => scale * Math.sqrt(Math.PI / 2),
  variance: ({ scale }) => (2 - Math.PI / 2) * scale ** 2,
  skewness: () => (2 * Math.sqrt(Math.PI) * (Math.PI - 3)) / (4 - Math.PI) ** 1.5,
  kurtosis: () => -(6 * Math.PI ** 2 - 24 * Math.PI + 16) / (4 - Math.PI) ** 2,
  entropy: ({ scale }) => 1 + Math.log(scale / Math.SQRT2) + eulerGamma / 2,
  start: (sample) => ({ scale: sample.get(rootMeanSquare) * Math.SQRT1_2 }),
  sufficient: {
    statistics: [rootMeanSquare],
    estimate: (summary) => ({ parameters: { scale: summary.get(rootMeanSquare) * Math.SQRT1_2 } }),
  },
});
