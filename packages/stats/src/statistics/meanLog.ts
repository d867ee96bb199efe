import type { Statistic } from "./statistic.js";

/** Products stay in [2⁻⁵⁰⁰, 2⁵⁰⁰] after a factor from [2⁻⁵⁰⁰, 2⁵⁰⁰]: no overflow, no subnormal. */
const large = 2 ** 500;
const small = 2 ** -500;

/**
 * The mean of log x. Without weights the values are multiplied, and the logarithm is taken when the product leaves the
 * middle of the range: a rounding error a factor, as the logarithms would have, at a fifth of the time.
 */
export const meanLog: Statistic = {
  name: "meanLog",
  of(values, weights) {
    let sum = 0;
    if (weights) {
      let count = 0;
      for (let i = 0; i < values.length; i++) {
        sum += weights[i]! * Math.log(values[i]!);
        count += weights[i]!;
      }
      return sum / count;
    }
    let product = 1;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value > small && value < large) product *= value;
      else sum += Math.log(value);
      if (product > large || product < small) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return (sum + Math.log(product)) / values.length;
  },
  merge: mergeMeans,
};

/** The mean of two parts, of theirs. */
export function mergeMeans(a: number, aCount: number, b: number, bCount: number): number {
  return a + (b - a) * (bCount / (aCount + bCount));
}
