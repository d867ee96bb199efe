import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { cauchyEstimate } from "../estimation/cauchyEstimate.js";
import { bestCauchyLocation, cauchyStart } from "../estimation/cauchyStart.js";
import { div, mul, neg, square, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { abs, atan, log, log1p } from "../symbolic/functions.js";
import type { Term } from "../symbolic/term.js";

/** log(1 + z²), z² beyond the largest number included. */
const logOnePlusSquare = (z: Term): Term =>
  where(lessThan(abs(z), 1e9), log1p(square(z)), mul(2, log(abs(z))));

/** log(½ + atan(z)/π): far below 0 by atan(-1/z), far above by its complement. */
const logTail = (z: Term): Term => {
  const beyond = div(atan(div(1, abs(z))), Math.PI);
  const inside = log1p(sub(div(atan(z), Math.PI), 0.5));
  return where(lessThan(z, -1), log(beyond), where(lessThan(z, 1), inside, log1p(neg(beyond))));
};

/**
 * The Cauchy distribution, z = (x - μ)/σ:
 *   f(x) = 1/(πσ(1 + z²)),   F(x) = ½ + atan(z)/π
 * (Johnson, Kotz & Balakrishnan 1994, chapter 16). It has no moments. With both parameters free the likelihood has a single
 * maximum (Copas 1975); with a known scale it has up to one a value, and the search starts at the best.
 * @param location μ, the median
 * @param scale σ > 0, half of the distance between the quartiles
 */
export const Cauchy = distribution({
  name: "Cauchy",
  kind: "continuous",
  parameters: {
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "σ", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { location, scale }) =>
    neg(sub(logOnePlusSquare(div(sub(x, location), scale)), neg(log(mul(Math.PI, scale))))),
  logCdf: (x, { location, scale }) => logTail(div(sub(x, location), scale)),
  logSurvival: (x, { location, scale }) => logTail(div(sub(location, x), scale)),
  quantile: ({ p, q }, { location, scale }) => {
    if (Math.abs(p - 0.5) < 0.25) return location + scale * Math.tan(Math.PI * (p - 0.5));
    return p < q ? location - scale / Math.tan(Math.PI * p) : location + scale / Math.tan(Math.PI * q);
  },
  mean: () => Number.NaN,
  variance: () => Number.NaN,
  skewness: () => Number.NaN,
  kurtosis: () => Number.NaN,
  entropy: ({ scale }) => Math.log(4 * Math.PI * scale),
  start: (sample, { scale }) =>
    scale === undefined ? cauchyStart(sample) : { location: bestCauchyLocation(sample, scale), scale },
  estimate: cauchyEstimate,
});
