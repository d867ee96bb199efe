import type { Groups } from "@mebae/data";
import { choleskyFactor, choleskyInverse } from "@mebae/optimizers";

/** A ridge regression in its dual form, and what it would have said of each example without it. */
export interface RidgeSolution {
  /** α, examples × outputs. */
  readonly coefficients: Float64Array;
  /** Of each example the prediction of the regression that learned from all others, or other groups; examples × outputs. */
  readonly leftOut: Float64Array;
}

export interface LeaveOneOutOptions {
  /** λ, above 0. */
  readonly lambda: number;
  /** What each row belongs to: rows of a group, such as an image and its changed copies, are left out together. By default each alone. */
  readonly groups?: Groups;
}

/**
 * Solves (K + λI)·α = Y, and leaves each group of rows out in closed form (Rasmussen & Williams 2006, section 5.4.2): with
 * C = K + λI and the rows g of a group,
 *   ŷ_g = y_g - ((C⁻¹)_gg)⁻¹·α_g
 * @param kernel K, n × n, symmetric; row after row
 * @param targets Y, n × outputs
 * @returns undefined where K + λI isn't positive definite to rounding: λ is too small
 */
export function leaveOneOut(
  kernel: Float64Array,
  targets: Float64Array,
  { lambda, groups }: LeaveOneOutOptions,
): RidgeSolution | undefined {
  const n = Math.round(Math.sqrt(kernel.length));
  const outputs = targets.length / n;
  const matrix = Float64Array.from(kernel);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += lambda;
  const factor = choleskyFactor(matrix);
  if (!factor) return undefined;
  const inverse = inverseOfLower(factor, n);
  const coefficients = solve(inverse, targets, n);
  const leftOut = Float64Array.from(targets);
  for (const rows of membersOf(groups, n)) {
    const solved = choleskyInverse(choleskyFactor(blockOf(inverse, n, rows))!);
    rows.forEach((row, a) => {
      rows.forEach((other, b) => {
        const share = solved[a * rows.length + b]!;
        for (let k = 0; k < outputs; k++)
          leftOut[row * outputs + k]! -= share * coefficients[other * outputs + k]!;
      });
    });
  }
  return { coefficients, leftOut };
}

/** The rows of each group, ascending. */
function membersOf(groups: Groups | undefined, n: number): readonly (readonly number[])[] {
  if (!groups) return Array.from({ length: n }, (_, i) => [i]);
  const members = new Map<number | string, number[]>();
  for (let i = 0; i < n; i++) {
    const own = members.get(groups[i]!);
    if (own) own.push(i);
    else members.set(groups[i]!, [i]);
  }
  return [...members.values()];
}

/** α = L⁻ᵀ·(L⁻¹·Y), in two passes down the rows of L⁻¹. */
function solve(inverse: Float64Array, targets: Float64Array, n: number): Float64Array {
  const outputs = targets.length / n;
  const half = new Float64Array(outputs);
  const result = new Float64Array(n * outputs);
  for (let i = 0; i < n; i++) {
    half.fill(0);
    for (let t = 0; t <= i; t++) {
      const value = inverse[i * n + t]!;
      for (let k = 0; k < outputs; k++) half[k]! += value * targets[t * outputs + k]!;
    }
    for (let t = 0; t <= i; t++) {
      const value = inverse[i * n + t]!;
      for (let k = 0; k < outputs; k++) result[t * outputs + k]! += value * half[k]!;
    }
  }
  return result;
}

/** The rows and columns of a group in C⁻¹ = L⁻ᵀ·L⁻¹: products of columns of L⁻¹. */
function blockOf(inverse: Float64Array, n: number, rows: readonly number[]): Float64Array {
  const size = rows.length;
  const block = new Float64Array(size * size);
  for (let i = rows[0]!; i < n; i++) {
    for (let a = 0; a < size; a++) {
      const value = inverse[i * n + rows[a]!]!;
      for (let b = 0; b < size; b++) block[a * size + b]! += value * inverse[i * n + rows[b]!]!;
    }
  }
  return block;
}

/** L⁻¹ row by row, each a sum of the rows before it: along rows, which a cache likes. */
function inverseOfLower(factor: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = inverse.subarray(i * n, i * n + i + 1);
    for (let t = 0; t < i; t++) addScaled(row, inverse, t * n, t + 1, -factor[i * n + t]!);
    const scale = 1 / factor[i * n + i]!;
    for (let j = 0; j < i; j++) row[j]! *= scale;
    row[i] = scale;
  }
  return inverse;
}

/** row ← row + s·(a stretch of `from`). */
function addScaled(row: Float64Array, from: Float64Array, start: number, count: number, s: number): void {
  for (let j = 0; j < count; j++) row[j]! += s * from[start + j]!;
}
