import { probability as probabilityConstraint } from "../constraints/probability.js";
import { distribution } from "../distribution.js";
import { probabilityOf, probabilityStart } from "../estimation/probability.js";
import { mean as meanStatistic } from "../statistics/mean.js";
import { add, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { log, log1p, xlog1py, xlogy } from "../symbolic/functions.js";

/**
 * The Bernoulli distribution of one trial, 1 for success and 0 for failure:
 *   f(x) = pˣ(1-p)¹⁻ˣ
 * (Johnson, Kemp & Kotz 2005, chapter 3). Its maximum likelihood is the share of successes; 0 and 1 are limits, and
 * distributions themselves.
 * @param probability p of success, from 0 to 1
 */
export const Bernoulli = distribution({
  name: "Bernoulli",
  kind: "discrete",
  parameters: { probability: { symbol: "p", constraint: probabilityConstraint() } },
  support: () => [0, 1],
  domain: () => ({ atLeast: 0, atMost: 1 }),
  logPdf: (x, { probability }) => add(xlogy(x, probability), xlog1py(sub(1, x), neg(probability))),
  logCdf: (x, { probability }) => where(lessThan(x, 1), log1p(neg(probability)), 0),
  logSurvival: (x, { probability }) => where(lessThan(x, 1), log(probability), -Infinity),
  quantile: ({ p, q }, { probability }) => ((p < 0.5 ? p <= 1 - probability : q >= probability) ? 0 : 1),
  mean: ({ probability }) => probability,
  variance: ({ probability }) => probability * (1 - probability),
  skewness: ({ probability }) => (1 - 2 * probability) / Math.sqrt(probability * (1 - probability)),
  kurtosis: ({ probability }) => 1 / (probability * (1 - probability)) - 6,
  entropy: ({ probability: p }) => (p === 0 || p === 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log1p(-p)),
  start: ({ mean, count }) => ({ probability: probabilityStart(mean * count, count) }),
  sufficient: {
    statistics: [meanStatistic],
    estimate: (summary) => probabilityOf(summary.get(meanStatistic)),
  },
});
