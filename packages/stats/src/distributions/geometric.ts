import { probability as probabilityConstraint } from "../constraints/probability.js";
import { discreteQuantile } from "../discrete/quantile.js";
import { distribution } from "../distribution.js";
import { probabilityOf, probabilityStart } from "../estimation/probability.js";
import { mean as meanStatistic } from "../statistics/mean.js";
import { add, mul, neg } from "../symbolic/arithmetic.js";
import { log, log1p, xlog1py } from "../symbolic/functions.js";
import { log1mexp } from "../symbolic/logarithms.js";

/**
 * The geometric distribution of the failures before the first success:
 *   f(x) = p(1-p)ˣ,   P(X > x) = (1-p)ˣ⁺¹
 * (Johnson, Kemp & Kotz 2005, section 5.2.1). Its maximum likelihood is p = 1/(1 + x̄), for data of zeros the limit 1.
 * @param probability p of success in a trial, above 0 and at most 1
 */
export const Geometric = distribution({
  name: "Geometric",
  kind: "discrete",
  parameters: { probability: { symbol: "p", constraint: probabilityConstraint() } },
  refuse: ({ probability }) =>
    probability === 0 ? "expected probability above 0: at 0 no success ever comes" : undefined,
  support: () => [0, Infinity],
  logPdf: (x, { probability }) => add(log(probability), xlog1py(x, neg(probability))),
  logCdf: (x, { probability }) => log1mexp(mul(add(x, 1), log1p(neg(probability)))),
  logSurvival: (x, { probability }) => mul(add(x, 1), log1p(neg(probability))),
  quantile: (target, { probability }) => {
    const logFailure = Math.log1p(-probability);
    // Where the probability above k is q, k = log q/log(1-p) - 1; the search only rounds it rightly.
    return discreteQuantile(target, {
      logCdf: (k) => Math.log(-Math.expm1((k + 1) * logFailure)),
      logSurvival: (k) => (k + 1) * logFailure,
      support: [0, Infinity],
      mean: target.logQ / logFailure - 1,
      standardDeviation: 0,
      skewness: 0,
    });
  },
  mean: ({ probability }) => (1 - probability) / probability,
  variance: ({ probability }) => (1 - probability) / probability ** 2,
  skewness: ({ probability }) => (2 - probability) / Math.sqrt(1 - probability),
  kurtosis: ({ probability }) => 6 + probability ** 2 / (1 - probability),
  entropy: ({ probability: p }) => (p === 1 ? 0 : -Math.log(p) - ((1 - p) / p) * Math.log1p(-p)),
  start: ({ mean, count }) => ({ probability: probabilityStart(count, count * (1 + mean)) }),
  sufficient: {
    statistics: [meanStatistic],
    estimate: (summary) => probabilityOf(1 / (1 + summary.get(meanStatistic))),
  },
});
