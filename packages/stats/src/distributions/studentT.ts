import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { studentTMaximum } from "../estimation/studentT.js";
import { studentTConfines } from "../estimation/studentTConfines.js";
import { digammaDifference } from "../special/gammaDifferences.js";
import { studentTQuantile } from "../special/studentT.js";
import { logStudentTConstant } from "../special/studentTKernel.js";
import { div, neg, sub } from "../symbolic/arithmetic.js";
import { log } from "../symbolic/functions.js";
import { logStudentT, logStudentTCdf } from "../symbolic/studentTFunctions.js";

/**
 * Student's t distribution, z = (x - μ)/σ:
 *   f(x) = Γ((ν+1)/2)/(Γ(ν/2)√(νπ)σ)·(1 + z²/ν)^(-(ν+1)/2)
 * (Johnson, Kotz & Balakrishnan 1995, chapter 28). Its limit for ν → ∞ is normal, to which the fit of data goes whose tails aren't
 * heavier: the status says so, and the degrees of freedom are so many that no digit of the log-likelihood tells the two apart.
 * @param degreesOfFreedom ν > 0; moments of an order below ν exist
 * @param location μ, the median and mode
 * @param scale σ > 0
 */
export const StudentT = distribution<"degreesOfFreedom" | "location" | "scale">({
  name: "StudentT",
  kind: "continuous",
  parameters: {
    degreesOfFreedom: { symbol: "ν", constraint: positive() },
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "σ", constraint: positive(), role: "scale" },
  },
  support: () => [-Infinity, Infinity],
  logPdf: (x, { degreesOfFreedom, location, scale }) =>
    sub(logStudentT(div(sub(x, location), scale), degreesOfFreedom), log(scale)),
  logCdf: (x, { degreesOfFreedom, location, scale }) =>
    logStudentTCdf(div(sub(x, location), scale), degreesOfFreedom),
  logSurvival: (x, { degreesOfFreedom, location, scale }) =>
    logStudentTCdf(neg(div(sub(x, location), scale)), degreesOfFreedom),
  quantile: ({ p, q }, { degreesOfFreedom, location, scale }) =>
    location + scale * studentTQuantile(p, q, degreesOfFreedom),
  // A normal draw over the root of a χ² draw's mean square.
  sample: (draws, { degreesOfFreedom, location, scale }) => {
    const half = degreesOfFreedom / 2;
    return location + scale * draws.normal() * Math.exp(0.5 * (Math.log(half) - draws.logGamma(half)));
  },
  mean: ({ degreesOfFreedom, location }) => (degreesOfFreedom > 1 ? location : Number.NaN),
  variance: ({ degreesOfFreedom: df, scale }) =>
    df > 2 ? scale ** 2 * (df / (df - 2)) : df > 1 ? Infinity : Number.NaN,
  skewness: ({ degreesOfFreedom }) => (degreesOfFreedom > 3 ? 0 : Number.NaN),
  kurtosis: ({ degreesOfFreedom: df }) => (df > 4 ? 6 / (df - 4) : df > 2 ? Infinity : Number.NaN),
  entropy: ({ degreesOfFreedom: df, scale }) =>
    Math.log(scale) - logStudentTConstant(df) + 0.5 * (df + 1) * digammaDifference(df / 2, 0.5),
  // A little heavier tails than normal about the median, by the quartiles' distance.
  start: (sample) => {
    const width = sample.quantile(0.75) - sample.quantile(0.25) || sample.maximum - sample.minimum;
    return { degreesOfFreedom: 4, location: sample.quantile(0.5), scale: width / 1.5 };
  },
  confines: studentTConfines,
  estimate: (sample) => studentTMaximum(sample),
});
