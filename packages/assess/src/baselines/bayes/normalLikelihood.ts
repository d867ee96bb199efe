import { fitEach, Normal } from "@mebae/stats";
import type { Matrix } from "../matrix.js";
import type { Likelihood } from "./likelihood.js";

/** Added to all variances, as a share of the largest: a column that is constant within a class still has a density. */
const smoothing = 1e-9;

/**
 * Columns that are independent and normal within a class, each with the mean and variance of greatest likelihood:
 *   log p(x | c) = Σ log N(xⱼ; μ, σ²)
 * @param members the rows of each class
 */
export function normalLikelihood(
  x: Matrix,
  columns: readonly number[],
  members: readonly (readonly number[])[],
): Likelihood {
  const width = columns.length;
  const whole = Array.from({ length: x.rows }, (_, i) => i);
  const least = smoothing * Math.max(0, ...fitEach(Normal, valuesOf(x, columns, whole)).map(variance));
  const means = new Float64Array(members.length * width);
  const variances = new Float64Array(members.length * width);
  for (const [c, rows] of members.entries())
    for (const [j, each] of fitEach(Normal, valuesOf(x, columns, rows)).entries()) {
      means[c * width + j] = each.parameters.mean;
      variances[c * width + j] = variance(each) + least || Number.MIN_VALUE;
    }
  return {
    add({ data, columns: stride }, i, logs, at) {
      for (let c = 0; c < members.length; c++) {
        let sum = 0;
        for (let j = 0; j < width; j++) {
          const spread = variances[c * width + j]!;
          const distance = data[i * stride + columns[j]!]! - means[c * width + j]!;
          sum += Math.log(spread) + (distance * distance) / spread;
        }
        logs[at + c]! -= sum / 2;
      }
    },
  };
}

function variance({ parameters }: { parameters: { standardDeviation: number } }): number {
  return parameters.standardDeviation ** 2;
}

function valuesOf(
  { data, columns: stride }: Matrix,
  columns: readonly number[],
  rows: readonly number[],
): Float64Array[] {
  return columns.map((j) => Float64Array.from(rows, (i) => data[i * stride + j]!));
}
