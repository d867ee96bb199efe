import type { Family } from "@mebae/stats";
import { isAllowed } from "./families.js";
import { logLikelihoodAt, type Sample } from "./sample.js";
import type { Maximum, Range, Values } from "./types.js";

/** How many standard errors to both sides are shown. */
const errors = 5;

/**
 * Where a parameter is worth looking at, in the numbers that its constraint makes of all: five standard errors about its maximum, and how far
 * it may be moved: at least until a person sees the density change, by the samples' own spread or by half.
 */
export function rangesOf(family: Family, fitted: readonly string[], maximum: Maximum, sample: Sample) {
  const spread = spreadOf(sample.values);
  const [ranges, near]: [Record<string, Range>, Record<string, Range>] = [{}, {}];
  for (const name of fitted) {
    const { constraint, role } = family.record.parameters[name]!;
    const back = (value: number) => constraint.fromFree([value])[0]!;
    const centre = constraint.toFree([inside(maximum.parameters[name]!)])[0]!;
    const error = maximum.estimated.find((one) => one.name === name)!.standardError;
    const freeError = error / constraint.jacobian([centre])[0]!;
    const least = role === "location" ? spread : 0.7;
    const reach = Number.isFinite(freeError) ? Math.min(errors * freeError, 6 * least) : least;
    const about = (distance: number) => widened(back(centre - distance), back(centre + distance));
    near[name] = about(reach);
    ranges[name] = about(Math.max(reach, least));
  }
  return { ranges, near };
}

/** Fits at a limit, such as a probability of 0, are shown from beside it. */
const inside = (value: number) =>
  value === 0 ? 0.02 : value === 1 ? 0.98 : Number.isFinite(value) ? value : 20;

const widened = (low: number, high: number): Range => (low < high ? [low, high] : [low - 1, high + 1]);

function spreadOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) || 1;
}

/** Somewhere that is plainly not the maximum, and yet possible: up to half of the way to the ends of the ranges. */
export function startOf(
  family: Family,
  maximum: Maximum,
  ranges: Readonly<Record<string, Range>>,
  sample: Sample,
): Values {
  for (const share of [0.45, 0.2, -0.3, 0.05]) {
    const start = { ...maximum.parameters };
    for (const [i, name] of Object.keys(ranges).entries()) {
      const end = ranges[name]![i % 2 === 0 ? 0 : 1];
      start[name] = rounded(start[name]! + share * (end - start[name]!), ranges[name]!);
    }
    if (isAllowed(family, start) && Number.isFinite(logLikelihoodAt(family, start, sample))) return start;
  }
  return maximum.parameters;
}

/** To a hundredth of the range's size, so that the number is short. */
function rounded(value: number, [low, high]: Range): number {
  const unit = 10 ** (Math.floor(Math.log10(high - low)) - 1);
  return Number((Math.round(value / unit) * unit).toPrecision(10));
}
