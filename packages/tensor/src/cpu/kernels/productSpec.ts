import type { MatmulFacts } from "../matmulProvider.js";

/** C (+)= A·B for a batch of matrices of one shape. Strides, pitches and steps count elements. */
export interface ProductSpec {
  readonly dtype: "float32" | "float64";
  readonly m: number;
  readonly n: number;
  readonly depth: number;
  /** From row to row and from column to column of A [m, depth]. */
  readonly a: readonly [row: number, column: number];
  /** The same of B [depth, n]. */
  readonly b: readonly [row: number, column: number];
  /** From row to row of C [m, n], whose rows are contiguous; n by default. */
  readonly pitch?: number;
  /** Where the matrices of each product begin, as distances from the addresses; one product at 0, 0, 0 by default. */
  readonly batch?: readonly ProductStart[];
  /** Whether the products are added to C. */
  readonly accumulate?: boolean;
  /** What the last pointer holds: a number a column of C, or one a row. Added to each element at the end. */
  readonly bias?: "column" | "row" | undefined;
  /** max(0, ·) after that. */
  readonly relu?: boolean;
}

export interface ProductStart {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** The product as BLAS states it; undefined where an operand has no unit stride or rows that overlap. */
export function factsOf(spec: ProductSpec): MatmulFacts | undefined {
  const { dtype, m, n, depth, accumulate = false } = spec;
  const a = storage(m, depth, spec.a);
  const b = storage(depth, n, spec.b);
  if (!a || !b) return undefined;
  return {
    ...{ dtype, m, n, depth, accumulate },
    ...{ transposeA: a.transposed, transposeB: b.transposed },
    ...{ pitchA: a.pitch, pitchB: b.pitch, pitchC: spec.pitch ?? n },
    batch: spec.batch?.length ?? 1,
  };
}

/** How a matrix is stored by rows: itself or its transpose. The stride of an axis of length 1 doesn't matter. */
function storage(rows: number, columns: number, [row, column]: readonly [number, number]) {
  if ((column === 1 || columns === 1) && (row >= columns || rows === 1)) {
    return { transposed: false, pitch: rows === 1 ? columns : row };
  }
  if ((row === 1 || rows === 1) && (column >= rows || columns === 1)) {
    return { transposed: true, pitch: columns === 1 ? rows : column };
  }
  return undefined;
}
