import { ShapeError } from "@mebae/tensor";
import { sideOf } from "./side.js";

/**
 * The lower triangle L of A = L·Lᵀ, with zeros above its diagonal, or undefined where A isn't positive definite (or
 * holds a NaN). Only the lower triangle of A is read.
 * @param matrix A, k·k numbers, row after row
 * @throws ShapeError where A isn't square
 */
export function choleskyFactor(matrix: ArrayLike<number>): Float64Array | undefined {
  const size = sideOf("choleskyFactor", matrix);
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let t = 0; t < j; t++) sum -= factor[i * size + t]! * factor[j * size + t]!;
      if (i !== j) factor[i * size + j] = sum / factor[j * size + j]!;
      else if (sum > 0 && sum < Infinity) factor[i * size + i] = Math.sqrt(sum);
      else return undefined;
    }
  }
  return factor;
}

/**
 * x of L·Lᵀ·x = b, by substitution forward and back.
 * @param factor L of {@link choleskyFactor}
 * @param right b, k numbers
 * @throws ShapeError where b doesn't have as many numbers as L has rows
 */
export function choleskySolve(factor: Float64Array, right: ArrayLike<number>): Float64Array {
  const size = sideOf("choleskySolve", factor);
  if (right.length !== size) {
    throw new ShapeError(`choleskySolve: expected a right side of ${size} numbers, got ${right.length}`);
  }
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let t = 0; t < i; t++) x[i]! -= factor[i * size + t]! * x[t]!;
    x[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let t = i + 1; t < size; t++) x[i]! -= factor[t * size + i]! * x[t]!;
    x[i]! /= factor[i * size + i]!;
  }
  return x;
}

/**
 * A⁻¹ = L⁻ᵀ·L⁻¹, exactly symmetric.
 * @param factor L of {@link choleskyFactor}
 */
export function choleskyInverse(factor: Float64Array): Float64Array {
  const size = sideOf("choleskyInverse", factor);
  const lower = inverseOfLower(factor, size);
  const inverse = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let t = i; t < size; t++) sum += lower[t * size + i]! * lower[t * size + j]!;
      inverse[i * size + j] = sum;
      inverse[j * size + i] = sum;
    }
  }
  return inverse;
}

function inverseOfLower(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    inverse[j * size + j] = 1 / factor[j * size + j]!;
    for (let i = j + 1; i < size; i++) {
      let sum = 0;
      for (let t = j; t < i; t++) sum -= factor[i * size + t]! * inverse[t * size + j]!;
      inverse[i * size + j] = sum / factor[i * size + i]!;
    }
  }
  return inverse;
}
