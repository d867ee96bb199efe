import { overviewOf } from "./overview.js";
import { powerOfTwo } from "./powerOfTwo.js";
import type { Statistic } from "./statistic.js";

export interface Moments {
  readonly mean: number;
  /** What rounding took from the mean: parts far from 0 merge by it without losing digits of their variance. */
  readonly meanRest: number;
  /** Σw(x - mean)²/Σw */
  readonly variance: number;
}

/**
 * Mean and variance in two passes, the second of which also corrects the mean for the rounding of the first (Chan, Golub &
 * LeVeque 1983): twelve digits of a unit spread about 10⁹ survive. Differences whose squares would overflow or vanish, as those
 * of 1e200 and 1e-200, are scaled.
 */
export const moments: Statistic<Moments> = {
  name: "moments",
  of(values, weights) {
    const centre = meanOf(values, weights);
    const { least, greatest } = overviewOf(values);
    // A weighted mean of equal values is rounded, and would give them a variance.
    if (least === greatest) return { mean: least, meanRest: 0, variance: 0 };
    const distance = Math.max(greatest - centre, centre - least);
    const unit = distance > 1e-130 && distance < 1e130 ? 1 : powerOfTwo(distance);
    // The reciprocal of a power of two is exact.
    const perUnit = 1 / unit;
    const { count, first, second } = sumsAbout(values, weights, centre, perUnit);
    const shift = first / count;
    return {
      ...sumOf(centre, 0, shift * unit),
      variance: Math.max(0, second / count - shift * shift) * unit * unit,
    };
  },
  merge(a, aCount, b, bCount) {
    const count = aCount + bCount;
    const share = bCount / count;
    const difference = b.mean - a.mean + (b.meanRest - a.meanRest);
    return {
      ...sumOf(a.mean, a.meanRest, difference * share),
      variance:
        a.variance + (b.variance - a.variance) * share + difference * (difference * share * (1 - share)),
    };
  },
};

/** mean + meanRest = (a + aRest) + b (Dekker 1971). */
export function sumOf(a: number, aRest: number, b: number): Pick<Moments, "mean" | "meanRest"> {
  const mean = a + b;
  const meanRest = (Math.abs(a) >= Math.abs(b) ? a - mean + b : b - mean + a) + aRest;
  return { mean, meanRest };
}

interface Sums {
  readonly count: number;
  readonly first: number;
  readonly second: number;
}

/** Sums of the weights, and of differences from a centre and their squares by the weights. */
export function sumsAbout(
  values: Float64Array,
  weights: Float64Array | undefined,
  centre: number,
  perUnit = 1,
): Sums {
  return weights ? weightedSums(values, weights, centre, perUnit) : plainSums(values, centre, perUnit);
}

function weightedSums(values: Float64Array, weights: Float64Array, centre: number, perUnit: number): Sums {
  let count = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < values.length; i++) {
    const difference = (values[i]! - centre) * perUnit;
    count += weights[i]!;
    first += weights[i]! * difference;
    second += weights[i]! * difference * difference;
  }
  return { count, first, second };
}

/** In blocks, so that the loop is soon a compiled function. */
const blockLength = 1024;

function plainSums(values: Float64Array, centre: number, perUnit: number): Sums {
  const sums = new Float64Array(2);
  for (let from = 0; from < values.length; from += blockLength)
    addBlock(sums, values, from, Math.min(from + blockLength, values.length), centre, perUnit);
  return { count: values.length, first: sums[0]!, second: sums[1]! };
}

/** Four values a turn, which costs as much as each of them, and two at a time: a sum waits for the one before it. */
function addBlock(
  sums: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  centre: number,
  perUnit: number,
): void {
  const last = to - 3;
  let first = 0;
  let otherFirst = 0;
  let second = 0;
  let otherSecond = 0;
  let i = from;
  for (; i < last; i += 4) {
    const a = (values[i]! - centre) * perUnit;
    const b = (values[i + 1]! - centre) * perUnit;
    const c = (values[i + 2]! - centre) * perUnit;
    const d = (values[i + 3]! - centre) * perUnit;
    first += a;
    otherFirst += b;
    second += a * a;
    otherSecond += b * b;
    first += c;
    otherFirst += d;
    second += c * c;
    otherSecond += d * d;
  }
  for (; i < to; i++) {
    const rest = (values[i]! - centre) * perUnit;
    first += rest;
    second += rest * rest;
  }
  sums[0]! += first + otherFirst;
  sums[1]! += second + otherSecond;
}

export function meanOf(values: Float64Array, weights: Float64Array | undefined): number {
  let count = values.length;
  let sum = 0;
  if (weights) {
    count = 0;
    for (let i = 0; i < values.length; i++) {
      sum += weights[i]! * values[i]!;
      count += weights[i]!;
    }
  } else sum = overviewOf(values).sum;
  if (Number.isFinite(sum)) return sum / count;
  // The sum of values near the largest number overflows, their mean doesn't.
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += (weights ? weights[i]! : 1) * (values[i]! / count);
  return mean;
}
