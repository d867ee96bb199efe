import { UsageError } from "@mebae/tensor";
import { sideOf } from "./side.js";

/** Convergence is quadratic: ten sweeps are many. The limit only keeps rounding from turning a zero block for ever. */
const sweepLimit = 50;

/** A = V·diag(λ)·Vᵀ. */
export interface SymmetricEigen {
  /** λ, ascending. */
  readonly values: Float64Array;
  /** V, k·k numbers, row after row: column j is the unit eigenvector of λⱼ. */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations in cyclic order (Golub & Van Loan, "Matrix
 * Computations", 8.5). Slower than QL by a small factor, and in return small eigenvalues of a scaled positive definite
 * matrix keep their relative accuracy (Demmel & Veselić 1992).
 * @param matrix A, k·k numbers, row after row; its lower triangle is taken
 * @throws ShapeError where A isn't square; UsageError where it holds a number that isn't finite
 */
export function symmetricEigen(matrix: ArrayLike<number>): SymmetricEigen {
  const size = sideOf("symmetricEigen", matrix);
  const a = new Float64Array(size * size);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    vectors[i * size + i] = 1;
    for (let j = 0; j <= i; j++) {
      const entry = matrix[i * size + j]!;
      if (!Number.isFinite(entry)) {
        throw new UsageError(`symmetricEigen: expected finite numbers, got ${entry} at [${i}, ${j}]`);
      }
      a[i * size + j] = entry;
      a[j * size + i] = entry;
    }
  }
  for (let sweeps = 0; sweeps < sweepLimit && sweep(a, vectors, size); sweeps++);
  return sorted(a, vectors, size);
}

/** Brings each entry beside the diagonal to 0 once; false where none was above rounding, so that the sweeps may end. */
function sweep(a: Float64Array, vectors: Float64Array, size: number): boolean {
  let rotated = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const apq = a[p * size + q]!;
      const bound = Math.sqrt(Math.abs(a[p * size + p]!)) * Math.sqrt(Math.abs(a[q * size + q]!));
      if (Math.abs(apq) <= Number.EPSILON * bound) continue;
      rotate(a, vectors, size, p, q);
      rotated = true;
    }
  }
  return rotated;
}

/** A ← JᵀAJ and V ← VJ with the rotation J in the plane of p and q that makes a[p, q] zero, by the smaller angle. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const apq = a[p * size + q]!;
  const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let i = 0; i < size; i++) {
    if (i !== p && i !== q) {
      const aip = a[i * size + p]!;
      const aiq = a[i * size + q]!;
      a[i * size + p] = a[p * size + i] = cosine * aip - sine * aiq;
      a[i * size + q] = a[q * size + i] = sine * aip + cosine * aiq;
    }
    const vip = vectors[i * size + p]!;
    const viq = vectors[i * size + q]!;
    vectors[i * size + p] = cosine * vip - sine * viq;
    vectors[i * size + q] = sine * vip + cosine * viq;
  }
  a[p * size + p]! -= tangent * apq;
  a[q * size + q]! += tangent * apq;
  a[p * size + q] = a[q * size + p] = 0;
}

function sorted(a: Float64Array, vectors: Float64Array, size: number): SymmetricEigen {
  const order = Array.from({ length: size }, (_, i) => i).sort((i, j) => a[i * size + i]! - a[j * size + j]!);
  const columns = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) columns[i * size + j] = vectors[i * size + order[j]!]!;
  }
  return { values: Float64Array.from(order, (i) => a[i * size + i]!), vectors: columns };
}
