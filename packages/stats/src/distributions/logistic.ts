import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { logisticMaximum } from "../estimation/logistic.js";
import { allEqual } from "../status.js";
import { add, div, neg, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { softplus } from "../symbolic/logarithms.js";

/**
 * The logistic distribution, z = (x - μ)/s:
 *   f(x) = e^(-z)/(s(1 + e^(-z))²),   F(x) = 1/(1 + e^(-z))
 * (Johnson, Kotz & Balakrishnan 1995, chapter 23).
 * @param location μ
 * @param scale s > 0
 */
export const Logistic = distribution({
  name: "Logistic",
  kind: "continuous",
  parameters: {
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "s", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { location, scale }) => {
    const z = div(sub(x, location), scale);
    return neg(add(softplus(z), softplus(neg(z)), log(scale)));
  },
  logCdf: (x, { location, scale }) => neg(softplus(div(sub(location, x), scale))),
  logSurvival: (x, { location, scale }) => neg(softplus(div(sub(x, location), scale))),
  quantile: ({ logP, logQ }, { location, scale }) => location + scale * (logP - logQ),
  mean: ({ location }) => location,
  variance: ({ scale }) => (Math.PI * scale) ** 2 / 3,
  skewness: () => 0,
  kurtosis: () => 6 / 5,
  entropy: ({ scale }) => Math.log(scale) + 2,
  // By the moments.
  start: ({ mean, variance }) => ({ location: mean, scale: Math.sqrt(3 * variance) / Math.PI }),
  estimate: (sample) => {
    const { minimum, maximum } = sample;
    return minimum < maximum
      ? { parameters: logisticMaximum(sample) }
      : { parameters: { location: minimum, scale: 0 }, status: allEqual(minimum, "scale") };
  },
});
