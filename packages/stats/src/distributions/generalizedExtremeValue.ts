import { lgamma } from "@mebae/tensor/scalar";
import { positive } from "../constraints/positive.js";
import { real } from "../constraints/real.js";
import { distribution } from "../distribution.js";
import { extremeValueConfines } from "../estimation/extremeValueConfines.js";
import { extremeValueEstimate } from "../estimation/generalizedExtremeValue.js";
import { extremeValueStart } from "../estimation/probabilityWeighted.js";
import { relativeMoments } from "../moments/positiveMoments.js";
import { gammaExcess, logMomentsOfPower } from "../moments/powerOfExponential.js";
import { add, div, mul, neg, sub } from "../symbolic/arithmetic.js";
import { lessThan, where } from "../symbolic/choice.js";
import { exp, log } from "../symbolic/functions.js";
import { log1pOver } from "../symbolic/log1pOver.js";
import { log1mexpexp } from "../symbolic/logarithms.js";
import type { Term } from "../symbolic/term.js";

const eulerGamma = 0.5772156649015329;

/** t = log(1 + ξz)/ξ, which is z for ξ = 0: e^(-t) is -log F. */
const reduced = (
  x: Term,
  { location, scale, shape }: Readonly<Record<"location" | "scale" | "shape", Term>>,
): Term => {
  const z = div(sub(x, location), scale);
  return mul(z, log1pOver(mul(shape, z)));
};

/** Bounds of censoring and truncation may lie beyond the end of the support, which moves: below a lower or above an upper one. */
const withinEnd = (
  x: Term,
  { location, scale, shape }: Readonly<Record<"location" | "scale" | "shape", Term>>,
  inside: Term,
  [below, above]: readonly [number, number],
): Term => {
  const rest = add(1, mul(shape, div(sub(x, location), scale)));
  return where(lessThan(0, rest), inside, where(lessThan(0, shape), below, above));
};

// X = μ - σ(E^u - 1)/u with u = -ξ and E exponential of mean 1.
const momentsOf = (shape: number) => relativeMoments(logMomentsOfPower(-shape), -shape);

/**
 * The generalized extreme value distribution of the largest of many values, z = (x - μ)/σ, t = log(1 + ξz)/ξ:
 *   f(x) = e^(-(1 + ξ)t - e^(-t))/σ,   F(x) = e^(-e^(-t)),   1 + ξz ≥ 0
 * (Coles 2001, "An Introduction to Statistical Modeling of Extreme Values", section 3.1). A positive ξ has a heavy upper tail,
 * 0 is Gumbel's distribution, and below it x is at most μ - σ/ξ. For ξ < -1 the likelihood is infinite where that end is the
 * greatest value: what is fitted is the highest maximum with ξ > -1. With parameters known, as along a profile, the limit for
 * ξ → -1 counts too where it is higher: a fit is degenerate there, and a profile interval of ξ may reach down to -1. For ξ ≤ -1/2
 * errors aren't normal (Smith 1985), and intervals are the bootstrap's.
 * @param location μ
 * @param scale σ > 0
 * @param shape ξ
 */
export const GeneralizedExtremeValue = distribution({
  name: "GeneralizedExtremeValue",
  kind: "continuous",
  parameters: {
    location: { symbol: "μ", constraint: real(), role: "location" },
    scale: { symbol: "σ", constraint: positive(), role: "scale" },
    shape: { symbol: "ξ", constraint: real() },
  },
  support: ({ location, scale, shape }) => {
    if (shape === 0) return [-Infinity, Infinity];
    const end = location - scale / shape;
    return shape > 0 ? [end, Infinity] : [-Infinity, end];
  },
  domain: () => ({}),
  logPdf: (x, parameters) => {
    const t = reduced(x, parameters);
    return neg(add(mul(add(1, parameters.shape), t), exp(neg(t)), log(parameters.scale)));
  },
  logCdf: (x, parameters) => withinEnd(x, parameters, neg(exp(neg(reduced(x, parameters)))), [-Infinity, 0]),
  logSurvival: (x, parameters) =>
    withinEnd(x, parameters, log1mexpexp(neg(reduced(x, parameters))), [0, -Infinity]),
  quantile: ({ logP }, { location, scale, shape }) => {
    const t = -Math.log(-logP);
    return location + scale * (shape === 0 ? t : Math.expm1(shape * t) / shape);
  },
  mean: ({ location, scale, shape }) => (shape < 1 ? location - scale * gammaExcess(-shape) : Infinity),
  variance: ({ scale, shape }) => {
    if (shape >= 0.5) return shape < 1 ? Infinity : Number.NaN;
    return (scale * Math.exp(lgamma(1 - shape))) ** 2 * momentsOf(shape).variance;
  },
  skewness: ({ shape }) => (shape < 1 / 3 ? -momentsOf(shape).skewness : shape < 0.5 ? Infinity : Number.NaN),
  kurtosis: ({ shape }) => (shape < 0.25 ? momentsOf(shape).kurtosis : shape < 0.5 ? Infinity : Number.NaN),
  entropy: ({ scale, shape }) => Math.log(scale) + eulerGamma * (1 + shape) + 1,
  start: extremeValueStart,
  starts: (sample, given) =>
    [0.1, -0.4, 0.8, -0.8].map((shape) => extremeValueStart(sample, { shape, ...given })),
  confines: extremeValueConfines,
  estimate: extremeValueEstimate,
  irregular: ({ shape }) => (shape > -0.5 ? [] : ["location", "scale", "shape"]),
});
