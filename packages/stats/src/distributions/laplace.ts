import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { weightedMedian } from "../estimation/median.js";
import type { Sample } from "../sample.js";
import { meanDistance } from "../statistics/meanDistance.js";
import { allEqual } from "../status.js";
import { div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { abs, exp, log, log1p } from "../symbolic/functions.js";
import type { Term } from "../symbolic/term.js";

/** log of the lower tail at z: z - log 2 below 0, log(1 - e^(-z)/2) above. */
const logTail = (z: Term): Term =>
  where(lessThan(z, 0), sub(z, Math.LN2), log1p(mul(-0.5, exp(neg(abs(z))))));

const maximum = (sample: Sample) => {
  const location = weightedMedian(sample);
  return { location, scale: meanDistance(sample.values, sample.weights, location) };
};

/**
 * The Laplace distribution, z = (x - μ)/b:
 *   f(x) = e^(-|z|)/(2b),   F(x) = e^z/2 for z < 0, 1 - e^(-z)/2 otherwise
 * (Johnson, Kotz & Balakrishnan 1995, chapter 24). Its maximum likelihood is the median and the mean distance from it. Between
 * the two middle ones of an even number of values every location is as likely: the one halfway is taken. The likelihood has a kink
 * in μ at each value, and no second derivative that tells anything: standard errors are those of the expected information, b/√n
 * for both, which are the median's asymptotically (section 24.4 there).
 * @param location μ
 * @param scale b > 0
 */
export const Laplace = distribution({
  name: "Laplace",
  kind: "continuous",
  parameters: {
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "b", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { location, scale }) => neg(sub(abs(div(sub(x, location), scale)), neg(log(mul(2, scale))))),
  logCdf: (x, { location, scale }) => logTail(div(sub(x, location), scale)),
  logSurvival: (x, { location, scale }) => logTail(div(sub(location, x), scale)),
  quantile: ({ p, q, logP, logQ }, { location, scale }) =>
    p < q ? location + scale * (logP + Math.LN2) : location - scale * (logQ + Math.LN2),
  mean: ({ location }) => location,
  variance: ({ scale }) => 2 * scale ** 2,
  skewness: () => 0,
  kurtosis: () => 3,
  entropy: ({ scale }) => 1 + Math.log(2 * scale),
  start: (sample) => maximum(sample),
  estimate: (sample) => {
    const parameters = maximum(sample);
    return parameters.scale > 0
      ? { parameters }
      : { parameters, status: allEqual(parameters.location, "scale") };
  },
  kinked: {
    parameters: ["location"],
    places: ({ location }) => [location],
    information: ({ scale }) => [
      [1 / scale ** 2, 0],
      [0, 1 / scale ** 2],
    ],
  },
});
