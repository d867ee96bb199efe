import { overviewOf } from "./overview.js";
import type { Statistic } from "./statistic.js";

/**
 * The mean of log x. Without weights the values are multiplied, in four products that don't wait for each other, and a logarithm is
 * taken before a product could leave the range of numbers: a rounding error a factor, as the logarithms would have.
 */
export const meanLog: Statistic = {
  name: "meanLog",
  of(values, weights) {
    if (weights) {
      let sum = 0;
      let count = 0;
      for (let i = 0; i < values.length; i++) {
        sum += weights[i]! * Math.log(values[i]!);
        count += weights[i]!;
      }
      return sum / count;
    }
    const { least, greatest } = overviewOf(values);
    return meanLogOfScaled(values, 1, least, greatest);
  },
  merge: mergeMeans,
};

/** The mean of log(x·factor), given the least and the greatest x·factor. */
export function meanLogOfScaled(
  values: Float64Array,
  factor: number,
  least: number,
  greatest: number,
): number {
  const reach = Math.max(Math.log2(greatest), -Math.log2(least), 1);
  // A product of this many factors, and the three that may be left at the end, stays in [2⁻¹⁰⁰⁰, 2¹⁰⁰⁰].
  const factors = Math.floor(1000 / reach) - 3;
  let sum = 0;
  if (factors < 1) {
    for (let i = 0; i < values.length; i++) sum += Math.log(values[i]! * factor);
    return sum / values.length;
  }
  for (let from = 0; from < values.length; from += 4 * factors) {
    const to = Math.min(from + 4 * factors, values.length);
    sum += logOfProduct(values, factor, from, to);
  }
  return sum / values.length;
}

function logOfProduct(values: Float64Array, factor: number, from: number, to: number): number {
  const last = to - 3;
  let a = 1;
  let b = 1;
  let c = 1;
  let d = 1;
  let i = from;
  for (; i < last; i += 4) {
    a *= values[i]! * factor;
    b *= values[i + 1]! * factor;
    c *= values[i + 2]! * factor;
    d *= values[i + 3]! * factor;
  }
  for (; i < to; i++) a *= values[i]! * factor;
  return Math.log(a) + Math.log(b) + Math.log(c) + Math.log(d);
}

/** The mean of two parts, of theirs. */
export function mergeMeans(a: number, aCount: number, b: number, bCount: number): number {
  return a + (b - a) * (bCount / (aCount + bCount));
}
