import { type Matrix, someRows, squaredNorms } from "../matrix.js";
import { blockOf, rowProducts } from "../products.js";
import type { Steps } from "../steps.js";

/**
 * The kernel K(a, b) = exp(-γ‖a - b‖²) of each row of `a` with each of `b`, [a's rows, b's rows]. Float32, as LIBSVM
 * keeps it: half the memory, and far finer than the solver's tolerance.
 */
export function* rbfKernel(a: Matrix, b: Matrix, gamma: number): Steps<Float32Array> {
  const kernel = new Float32Array(a.rows * b.rows);
  const [left, right] = [squaredNorms(a), squaredNorms(b)];
  const block = blockOf(a.rows, b.rows, b.columns);
  const products = new Float64Array(block * b.rows);
  for (let from = 0; from < a.rows; from += block) {
    const to = Math.min(a.rows, from + block);
    // Of a matrix with itself the rows so far suffice: the rest is their mirror image.
    const others = a === b ? someRows(b, 0, to) : b;
    rowProducts(someRows(a, from, to), others, products);
    for (let i = from; i < to; i++)
      for (let j = 0; j < others.rows; j++) {
        const squared = left[i]! + right[j]! - 2 * products[(i - from) * others.rows + j]!;
        const value = Math.exp(-gamma * Math.max(squared, 0));
        kernel[i * b.rows + j] = value;
        if (a === b) kernel[j * b.rows + i] = value;
      }
    yield a === b ? (to / a.rows) ** 2 : to / a.rows;
  }
  return kernel;
}

/** γ = 1/(columns·variance of all entries), scikit-learn's "scale"; 1 where nothing varies. */
export function scaledGamma({ data, columns }: Matrix): number {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return variance > 0 ? 1 / (columns * variance) : 1;
}
