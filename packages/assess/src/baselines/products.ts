import type { Matrix } from "./matrix.js";

/**
 * A·Bᵀ: the product of each row of A with each row of B. Two rows by four at a time, so that six loads serve eight
 * products; on the host in float64, so that neither a GPU nor the WebAssembly heap takes part.
 * @param out [A's rows, B's rows], row-major
 */
export function rowProducts(a: Matrix, b: Matrix, out = new Float64Array(a.rows * b.rows)): Float64Array {
  const columns = a.columns;
  const [x, y] = [a.data, b.data];
  let i = 0;
  for (; i + 2 <= a.rows; i += 2) {
    const [a0, a1] = [i * columns, (i + 1) * columns];
    const [o0, o1] = [i * b.rows, (i + 1) * b.rows];
    let j = 0;
    for (; j + 4 <= b.rows; j += 4) {
      const b0 = j * columns;
      const b1 = b0 + columns;
      const b2 = b1 + columns;
      const b3 = b2 + columns;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let t = 0; t < columns; t++) {
        const x0 = x[a0 + t]!;
        const x1 = x[a1 + t]!;
        const y0 = y[b0 + t]!;
        const y1 = y[b1 + t]!;
        const y2 = y[b2 + t]!;
        const y3 = y[b3 + t]!;
        s00 += x0 * y0;
        s01 += x0 * y1;
        s02 += x0 * y2;
        s03 += x0 * y3;
        s10 += x1 * y0;
        s11 += x1 * y1;
        s12 += x1 * y2;
        s13 += x1 * y3;
      }
      out[o0 + j] = s00;
      out[o0 + j + 1] = s01;
      out[o0 + j + 2] = s02;
      out[o0 + j + 3] = s03;
      out[o1 + j] = s10;
      out[o1 + j + 1] = s11;
      out[o1 + j + 2] = s12;
      out[o1 + j + 3] = s13;
    }
    for (; j < b.rows; j++) {
      out[o0 + j] = rowProduct(a, i, b, j);
      out[o1 + j] = rowProduct(a, i + 1, b, j);
    }
  }
  for (; i < a.rows; i++) for (let j = 0; j < b.rows; j++) out[i * b.rows + j] = rowProduct(a, i, b, j);
  return out;
}

function rowProduct(a: Matrix, i: number, b: Matrix, j: number): number {
  const [from, to] = [i * a.columns, j * a.columns];
  let sum = 0;
  for (let t = 0; t < a.columns; t++) sum += a.data[from + t]! * b.data[to + t]!;
  return sum;
}

/**
 * Adds Wᵀ·X to `out`: for each column k of W the rows of X weighed by it. Four rows at a time, so that a sum is loaded
 * and stored once for four products.
 * @param weights W, [X's rows, outputs], row-major
 * @param out [outputs, X's columns], row-major
 */
export function addWeighedRows(x: Matrix, weights: Float64Array, outputs: number, out: Float64Array): void {
  const { data, rows, columns } = x;
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const x0 = i * columns;
    const x1 = x0 + columns;
    const x2 = x1 + columns;
    const x3 = x2 + columns;
    for (let k = 0; k < outputs; k++) {
      const w0 = weights[i * outputs + k]!;
      const w1 = weights[(i + 1) * outputs + k]!;
      const w2 = weights[(i + 2) * outputs + k]!;
      const w3 = weights[(i + 3) * outputs + k]!;
      const to = k * columns;
      for (let t = 0; t < columns; t++)
        out[to + t]! += w0 * data[x0 + t]! + w1 * data[x1 + t]! + w2 * data[x2 + t]! + w3 * data[x3 + t]!;
    }
  }
  for (; i < rows; i++)
    for (let k = 0; k < outputs; k++) {
      const weight = weights[i * outputs + k]!;
      for (let t = 0; t < columns; t++) out[k * columns + t]! += weight * data[i * columns + t]!;
    }
}

/** How many of `rows` make a block of about four million products with `other` rows: some milliseconds. */
export function blockOf(rows: number, other: number, columns: number): number {
  return Math.max(1, Math.min(rows, Math.floor(4e6 / Math.max(1, other * columns))));
}
