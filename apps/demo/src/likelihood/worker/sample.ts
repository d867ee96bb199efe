import type { Family } from "@mebae/stats";
import { logLikelihood } from "@mebae/stats";
import { isAllowed } from "./families.js";
import type { Histogram, Values } from "./types.js";

/** The samples, and the same as distinct values with their counts where that is shorter. */
export interface Sample {
  readonly values: Float64Array;
  readonly distinct: Float64Array;
  readonly counts?: Float64Array;
}

export function sampleOf(values: Float64Array): Sample {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (2 * counts.size > values.length) return { values, distinct: values };
  return {
    values,
    distinct: Float64Array.from(counts.keys()),
    counts: Float64Array.from(counts.values()),
  };
}

/** As `options` of what takes data. */
export const weightsOf = ({ counts }: Sample) => (counts ? { weights: counts } : {});

/** l(θ); -Infinity where a sample is impossible, NaN where there is no such distribution. */
export function logLikelihoodAt(family: Family, parameters: Values, sample: Sample): number {
  if (!isAllowed(family, parameters)) return Number.NaN;
  return logLikelihood(family(parameters), sample.distinct, weightsOf(sample));
}

/** Frequencies: of each whole number, or in intervals whose width follows Freedman and Diaconis (1981). */
export function histogramOf({ values }: Sample, isDiscrete: boolean): Histogram {
  const sorted = values.slice().sort();
  const [low, high] = [sorted[0]!, sorted.at(-1)!];
  const n = sorted.length;
  const quartile = (share: number) => sorted[Math.floor(share * (n - 1))]!;
  const usual = (2 * (quartile(0.75) - quartile(0.25))) / Math.cbrt(n);
  const wished = isDiscrete ? 1 : usual > 0 ? usual : (high - low) / 10 || 1;
  // Heavy tails would ask for millions of bars.
  const size = Math.min(Math.max(Math.ceil((high - low) / wished), 1), 400) + (isDiscrete ? 1 : 0);
  const width = isDiscrete ? Math.max(1, Math.ceil((high - low + 1) / size)) : (high - low) / size || 1;
  const first = isDiscrete ? Math.floor(low) : low + width / 2;
  const heights = new Float64Array(size);
  const edge = first - width / 2;
  for (const value of sorted)
    heights[Math.min(Math.floor((value - edge) / width), size - 1)]! += 1 / (n * width);
  return { middles: heights.map((_, i) => first + i * width), heights, width };
}
