import { positive } from "../constraints/positive.js";
import { distribution } from "../distribution.js";
import { mean } from "../statistics/mean.js";
import { allEqual } from "../status.js";
import { mul, neg, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";

/**
 * The exponential distribution of waiting times:
 *   f(x) = λe^(-λx),   F(x) = 1 - e^(-λx),   x ≥ 0
 * Its maximum likelihood is 1/x̄.
 * @param rate λ > 0
 */
export const Exponential = distribution({
  name: "Exponential",
  kind: "continuous",
  parameters: {
    rate: { symbol: "λ", constraint: positive(), role: "rate" },
  },
  support: () => [0, Infinity],
  domain: () => ({ atLeast: 0 }),
  logPdf: (x, { rate }) => sub(log(rate), mul(rate, x)),
  logCdf: (x, { rate }) => log1mexp(neg(mul(rate, x))),
  logSurvival: (x, { rate }) => neg(mul(rate, x)),
  quantile: ({ logQ }, { rate }) => -logQ / rate,
  sample: (draws, { rate }) => draws.exponential() / rate,
  mean: ({ rate }) => 1 / rate,
  variance: ({ rate }) => rate ** -2,
  skewness: () => 2,
  kurtosis: () => 6,
  entropy: ({ rate }) => 1 - Math.log(rate),
  start: (sample) => ({ rate: 1 / sample.mean }),
  sufficient: {
    statistics: [mean],
    estimate: (summary) => {
      const average = summary.get(mean);
      const parameters = { rate: 1 / average };
      return average > 0 ? { parameters } : { parameters, status: allEqual(0, "rate", Infinity) };
    },
  },
});
