import { type Family, likelihood, score } from "@mebae/stats";
import { familyNamed, fittedNames, isAllowed } from "./families.js";
import { logLikelihoodAt, type Sample, weightsOf } from "./sample.js";
import type { Look, Range, Slice, Values } from "./types.js";

export interface LookAt {
  readonly family: string;
  readonly parameters: Values;
  readonly ranges: Readonly<Record<string, Range>>;
  readonly xRange: Range;
}

/** Samples up to this many are shown one by one. */
export const mostSingle = 60;
/** Log-densities that a look may take, so that a drag stays smooth with many samples. */
const budget = 3e6;

/** Everything that is to be seen at θ. */
export function look({ family: name, parameters, ranges, xRange }: LookAt, sample: Sample): Look {
  const family = familyNamed(name);
  if (!isAllowed(family, parameters)) return nothingAt(parameters, fittedNames(family));
  const distribution = family(parameters);
  const logLikelihood = logLikelihoodAt(family, parameters, sample);
  const x = gridOf(family, xRange);
  const fitted = fittedNames(family).filter((one) => ranges[one]);
  const points = Math.floor(budget / (fitted.length || 1) / sample.distinct.length);
  const count = Math.min(Math.max(points, 25), 121);
  return {
    parameters,
    logLikelihood,
    product: likelihood(distribution, sample.distinct, weightsOf(sample)),
    gradient: gradientAt(family, parameters, sample),
    density: { x, p: distribution.pdf(x) },
    atSamples: sample.values.length <= mostSingle ? distribution.pdf(sample.values) : new Float64Array(),
    slices: fitted.map((one) => sliceOf(family, parameters, one, ranges[one]!, count, sample)),
  };
}

/** Where there is no such distribution. */
function nothingAt(parameters: Values, names: readonly string[]): Look {
  const none = new Float64Array();
  return {
    parameters,
    logLikelihood: Number.NaN,
    product: Number.NaN,
    gradient: Object.fromEntries(names.map((name) => [name, Number.NaN])),
    density: { x: none, p: none },
    atSamples: none,
    slices: names.map((name) => ({ name, values: none, l: none })),
  };
}

/** ∂l/∂θ; NaN where a sample is impossible, so that there is none. */
export function gradientAt(family: Family, parameters: Values, sample: Sample): Values {
  if (Number.isFinite(logLikelihoodAt(family, parameters, sample)))
    return score(family(parameters), sample.distinct, weightsOf(sample));
  return Object.fromEntries(fittedNames(family).map((name) => [name, Number.NaN]));
}

function gridOf({ record }: Family, [low, high]: Range): Float64Array {
  if (record.kind === "continuous")
    return Float64Array.from({ length: 241 }, (_, i) => low + ((high - low) * i) / 240);
  const [first, last] = [Math.max(Math.ceil(low), 0), Math.floor(high)];
  const stride = Math.ceil((last - first + 1) / 400);
  return Float64Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, i) => first + i * stride);
}

function sliceOf(
  family: Family,
  parameters: Values,
  name: string,
  [low, high]: Range,
  count: number,
  sample: Sample,
): Slice {
  const values = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  const at = (value: number) => ({ ...parameters, [name]: value });
  const l = values.map((value) => logLikelihoodAt(family, at(value), sample));
  let best = -1;
  for (const [i, value] of l.entries())
    if (Number.isFinite(value) && (best < 0 || value > l[best]!)) best = i;
  if (best <= 0 || best >= count - 1) return { name, values, l };
  const slope = (value: number) => gradientAt(family, at(value), sample)[name]!;
  const top = zeroOf(slope, values[best - 1]!, values[best + 1]!);
  if (top === undefined) return { name, values, l };
  return { name, values, l, top: { value: top, l: logLikelihoodAt(family, at(top), sample) } };
}

/** Where a falling function passes 0, by halving; undefined where it doesn't. */
function zeroOf(f: (value: number) => number, low: number, high: number): number | undefined {
  if (!(f(low) >= 0 && f(high) <= 0)) return undefined;
  let [from, to] = [low, high];
  for (let i = 0; i < 30; i++) {
    const middle = (from + to) / 2;
    if (f(middle) >= 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/** Whether a person can stand there. */
export const canStand = (name: string, parameters: Values): boolean =>
  isAllowed(familyNamed(name), parameters);
