import type { Matrix } from "../matrix.js";

/** A binary tree in arrays: node 0 is the root. */
export interface Tree {
  /** The column that a node asks for; -1 at a leaf. */
  readonly column: Int32Array;
  /** Values up to this go to the left. */
  readonly threshold: Float64Array;
  /** The left child; the right one is the next. At a leaf, where its values begin. */
  readonly next: Int32Array;
  /** The leaves' values, `width` each. */
  readonly values: Float64Array;
  readonly width: number;
}

/** Adds the tree's values, times `factor`, to each row of `out`, whose rows are `stride` apart. */
export function addTree(
  { column, threshold, next, values, width }: Tree,
  { data, rows, columns }: Matrix,
  factor: number,
  out: Float64Array,
  stride = width,
  offset = 0,
): void {
  for (let i = 0; i < rows; i++) {
    let node = 0;
    for (let asked = column[0]!; asked >= 0; asked = column[node]!)
      node = next[node]! + (data[i * columns + asked]! <= threshold[node]! ? 0 : 1);
    for (let k = 0; k < width; k++) out[i * stride + offset + k]! += factor * values[next[node]! + k]!;
  }
}
