import { choleskyFactor } from "@mebae/optimizers";

/** A positive definite matrix as what computes with it. */
export interface Factored {
  /** L of A = L·Lᵀ, row by row. */
  readonly factor: Float64Array;
  readonly logDeterminant: number;
}

/** What is left of a variance after the columns before it, as a share, below which rounding made it. */
const least = 1e-14;

/**
 * The Cholesky factor of a covariance matrix. It is found on the scale of correlations, on which a pivot says how much of a
 * column isn't a combination of those before; the place of the first column without anything of its own where there is one.
 */
export function factorCovariance(
  matrix: Float64Array,
  size: number,
): Factored | { readonly dependent: number } {
  const scale = Float64Array.from({ length: size }, (_, i) => Math.sqrt(matrix[i * size + i]!));
  const constant = scale.findIndex((deviation) => !(deviation > 0 && deviation < Infinity));
  if (constant >= 0) return { dependent: constant };
  const correlations = matrix.map((entry, at) => entry / scale[Math.floor(at / size)]! / scale[at % size]!);
  const factor = choleskyFactor(correlations);
  const dependent = factor
    ? pivots(factor, size).findIndex((pivot) => pivot ** 2 < least * size)
    : firstDependent(correlations, size);
  if (dependent >= 0) return { dependent };
  let logDeterminant = 0;
  for (let i = 0; i < size; i++)
    logDeterminant += 2 * (Math.log(factor![i * size + i]!) + Math.log(scale[i]!));
  return { factor: factor!.map((entry, at) => entry * scale[Math.floor(at / size)]!), logDeterminant };
}

function pivots(factor: Float64Array, size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => factor[i * size + i]!);
}

/** The side of the first leading block that has no factor. */
function firstDependent(matrix: Float64Array, size: number): number {
  for (let side = 1; ; side++) {
    const block = Float64Array.from(
      { length: side * side },
      (_, at) => matrix[Math.floor(at / side) * size + (at % side)]!,
    );
    if (side === size || !choleskyFactor(block)) return side - 1;
  }
}

/** L⁻¹·x, by substitution. */
export function solveLower(factor: Float64Array, x: ArrayLike<number>): Float64Array {
  const size = x.length;
  const z = Float64Array.from(x);
  for (let i = 0; i < size; i++) {
    for (let t = 0; t < i; t++) z[i]! -= factor[i * size + t]! * z[t]!;
    z[i]! /= factor[i * size + i]!;
  }
  return z;
}

export function squaredLength(z: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < z.length; i++) sum += z[i]! * z[i]!;
  return sum;
}
