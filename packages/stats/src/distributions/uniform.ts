import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { extremes } from "../statistics/extremes.js";
import { allEqual } from "../status.js";
import { div, neg, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";

/**
 * The uniform distribution:
 *   f(x) = 1/(b - a),   F(x) = (x - a)/(b - a),   a ≤ x ≤ b
 * Its maximum likelihood is the least and the greatest value.
 * @param low a
 * @param high b > a
 */
export const Uniform = distribution({
  name: "Uniform",
  kind: "continuous",
  parameters: {
    low: { symbol: "a", constraint: real(), role: "location" },
    high: { symbol: "b", constraint: real(), role: "location" },
  },
  refuse: ({ low, high }) => (low < high ? undefined : `expected low below high, got ${low} and ${high}`),
  support: ({ low, high }) => [low, high],
  logPdf: (_, { low, high }) => neg(log(sub(high, low))),
  logCdf: (x, { low, high }) => log(div(sub(x, low), sub(high, low))),
  logSurvival: (x, { low, high }) => log(div(sub(high, x), sub(high, low))),
  quantile: ({ p, q }, { low, high }) => (p < q ? low + p * (high - low) : high - q * (high - low)),
  mean: ({ low, high }) => low / 2 + high / 2,
  variance: ({ low, high }) => (high - low) ** 2 / 12,
  skewness: () => 0,
  kurtosis: () => -6 / 5,
  entropy: ({ low, high }) => Math.log(high - low),
  start: ({ minimum, maximum }) => ({ low: minimum, high: maximum }),
  sufficient: {
    statistics: [extremes],
    estimate: (summary) => {
      const { least, greatest } = summary.get(extremes);
      const parameters = { low: least, high: greatest };
      return least < greatest ? { parameters } : { parameters, status: allEqual(least, "high - low") };
    },
  },
  irregular: ["low", "high"],
});
