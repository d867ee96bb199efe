import { choleskyFactor } from "@mebae/optimizers";

/** A ridge regression in its dual form, and what it would have said of each example without it. */
export interface RidgeSolution {
  /** α, examples × outputs. */
  readonly coefficients: Float64Array;
  /** Of each example the prediction of the regression that learned from all others, examples × outputs. */
  readonly leftOut: Float64Array;
}

/**
 * Solves (K + λI)·α = Y and leaves each example out in closed form (Rasmussen & Williams 2006, section 5.4.2): with C = K+λI,
 *   ŷᵢ = yᵢ - αᵢ / (C⁻¹)ᵢᵢ
 * @param kernel K, n × n, symmetric; row after row
 * @param targets Y, n × outputs
 * @param lambda λ, above 0
 * @returns undefined where K + λI isn't positive definite to rounding: λ is too small
 */
export function leaveOneOut(
  kernel: Float64Array,
  targets: Float64Array,
  lambda: number,
): RidgeSolution | undefined {
  const n = Math.round(Math.sqrt(kernel.length));
  const outputs = targets.length / n;
  const matrix = Float64Array.from(kernel);
  for (let i = 0; i < n; i++) matrix[i * n + i]! += lambda;
  const factor = choleskyFactor(matrix);
  if (!factor) return undefined;
  const inverse = inverseOfLower(factor, n);
  // C⁻¹ = L⁻ᵀ·L⁻¹: α in two passes down the rows of L⁻¹, and the diagonal as the squares of its columns.
  const half = new Float64Array(n * outputs);
  const coefficients = new Float64Array(n * outputs);
  const diagonal = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let t = 0; t <= i; t++) {
      const value = inverse[i * n + t]!;
      diagonal[t]! += value * value;
      for (let k = 0; k < outputs; k++) half[i * outputs + k]! += value * targets[t * outputs + k]!;
    }
    for (let t = 0; t <= i; t++) {
      const value = inverse[i * n + t]!;
      for (let k = 0; k < outputs; k++) coefficients[t * outputs + k]! += value * half[i * outputs + k]!;
    }
  }
  const leftOut = targets.map(
    (target, at) => target - coefficients[at]! / diagonal[Math.floor(at / outputs)]!,
  );
  return { coefficients, leftOut };
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
