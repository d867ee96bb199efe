import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { gumbelMaximum } from "../estimation/extremeValue.js";
import { allEqual } from "../status.js";
import { add, div, neg, sub } from "../symbolic/arithmetic.js";
import { exp, log } from "../symbolic/functions.js";
import { log1mexpexp } from "../symbolic/logarithms.js";

const eulerGamma = 0.5772156649015329;
/** 12√6·ζ(3)/π³ */
const skewness = 1.1395470994046486;

/**
 * The Gumbel distribution of the largest of many values, z = (x - μ)/β:
 *   f(x) = e^(-z - e^(-z))/β,   F(x) = e^(-e^(-z))
 * (Gumbel 1935; Johnson, Kotz & Balakrishnan 1995, chapter 22).
 * @param location μ, the mode
 * @param scale β > 0
 */
export const Gumbel = distribution({
  name: "Gumbel",
  kind: "continuous",
  parameters: {
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "β", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { location, scale }) => {
    const z = div(sub(x, location), scale);
    return sub(neg(add(z, exp(neg(z)))), log(scale));
  },
  logCdf: (x, { location, scale }) => neg(exp(div(sub(location, x), scale))),
  logSurvival: (x, { location, scale }) => log1mexpexp(div(sub(location, x), scale)),
  quantile: ({ logP }, { location, scale }) => location - scale * Math.log(-logP),
  mean: ({ location, scale }) => location + eulerGamma * scale,
  variance: ({ scale }) => (Math.PI ** 2 / 6) * scale ** 2,
  skewness: () => skewness,
  kurtosis: () => 12 / 5,
  entropy: ({ scale }) => Math.log(scale) + eulerGamma + 1,
  // By the moments.
  start: ({ mean, variance }) => {
    const scale = Math.sqrt((6 * variance) / Math.PI ** 2);
    return { location: mean - eulerGamma * scale, scale };
  },
  estimate: (sample) => {
    const { minimum, maximum } = sample;
    return minimum < maximum
      ? { parameters: gumbelMaximum(sample) }
      : { parameters: { location: minimum, scale: 0 }, status: allEqual(minimum, "scale") };
  },
});
