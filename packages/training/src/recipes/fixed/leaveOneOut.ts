import { choleskyFactor, choleskyInverse } from "@mebae/optimizers";

/** A ridge regression in its dual form, and what it would have said of each example without it. */
export interface RidgeSolution {
  /** α, examples × outputs. */
  readonly coefficients: Float64Array;
  /** Of each example the prediction of the regression that learned from all others, examples × outputs. */
  readonly leftOut: Float64Array;
}

export interface LeaveOneOutOptions {
  /** λ, above 0. */
  readonly lambda: number;
  /** Rows that stand together and are left out together, such as an image and its changed copies. Default 1. */
  readonly group?: number;
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
  { lambda, group = 1 }: LeaveOneOutOptions,
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
  for (let start = 0; start < n; start += group) {
    const solved = choleskyInverse(choleskyFactor(diagonalBlock(inverse, n, start, group))!);
    for (let a = 0; a < group; a++) {
      for (let b = 0; b < group; b++) {
        const share = solved[a * group + b]!;
        for (let k = 0; k < outputs; k++)
          leftOut[(start + a) * outputs + k]! -= share * coefficients[(start + b) * outputs + k]!;
      }
    }
  }
  return { coefficients, leftOut };
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

/** A block on the diagonal of C⁻¹ = L⁻ᵀ·L⁻¹: products of columns of L⁻¹. */
function diagonalBlock(inverse: Float64Array, n: number, start: number, group: number): Float64Array {
  const block = new Float64Array(group * group);
  for (let i = start; i < n; i++) {
    for (let a = 0; a < group; a++) {
      const value = inverse[i * n + start + a]!;
      for (let b = 0; b < group; b++) block[a * group + b]! += value * inverse[i * n + start + b]!;
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
