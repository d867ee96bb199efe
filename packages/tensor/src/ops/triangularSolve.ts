import { DtypeError, ShapeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { broadcastShapes, formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { broadcastTo } from "./broadcastTo.js";
import { kernelOp } from "./kernel.js";
import { matrixProduct } from "./matrixProduct.js";
import { neg } from "./neg.js";
import type { HostArray } from "./op.js";
import { checkSquareMatrix } from "./squareMatrix.js";
import { matrixTranspose } from "./transpose.js";
import { tril, triu } from "./triangle.js";

/** Which triangle of `a` is meant (the lower by default), and whether it is transposed. */
export interface TriangularSolveOptions {
  readonly lower?: boolean;
  readonly transpose?: boolean;
}

type Attributes = { readonly lower: boolean; readonly transpose: boolean };

const triangularSolveOp = kernelOp<Attributes>({
  name: "triangularSolve",
  checksValues: true,
  infer: ([a, b]) => {
    checkSquareMatrix(a!, "triangularSolve");
    if (b!.shape.length !== a!.shape.length || b!.shape.at(-2) !== a!.shape.at(-1)) {
      throw new ShapeError(
        `triangularSolve: expected ${a!.shape.at(-1)} rows on the right side, got ${formatShape(b!.shape)}`,
      );
    }
    if (b!.dtype !== a!.dtype) {
      throw new DtypeError(`triangularSolve: ${a!.dtype} and ${b!.dtype} don't mix; cast one of them`);
    }
    return { dtype: b!.dtype, shape: b!.shape };
  },
  compute: ([a, b], out, attributes) => {
    const n = a!.shape.at(-1)!;
    const columns = b!.shape.at(-1)!;
    const count = n === 0 ? 0 : a!.data.length / (n * n);
    for (let matrix = 0; matrix < count; matrix++) {
      solveOne(a!, b!, out, attributes, { matrix, n, columns });
    }
  },
  gradients: [
    (dy, { x: a, output, attributes: { lower, transpose } }) => {
      const db = triangularSolve(a, dy, { lower, transpose: !transpose });
      const da = transpose
        ? matrixProduct(output, matrixTranspose(db))
        : matrixProduct(db, matrixTranspose(output));
      return neg(lower ? tril(da) : triu(da));
    },
    (dy, { x: a, attributes: { lower, transpose } }) =>
      triangularSolve(a, dy, { lower, transpose: !transpose }),
  ],
});

/** Substitution: row by row, from the row with one unknown on. */
function solveOne(
  a: HostArray,
  b: HostArray,
  out: HostArray,
  { lower, transpose }: Attributes,
  { matrix, n, columns }: { matrix: number; n: number; columns: number },
): void {
  const at = (row: number, column: number) =>
    a.data[(matrix * n + (transpose ? column : row)) * n + (transpose ? row : column)]!;
  const forward = lower !== transpose;
  for (let k = 0; k < n; k++) {
    const row = forward ? k : n - 1 - k;
    const pivot = at(row, row);
    if (pivot === 0) {
      throw new UsageError(
        `triangularSolve: matrix ${matrix} has no solution, since row ${row} has 0 on its diagonal`,
        { matrix, row },
      );
    }
    for (let column = 0; column < columns; column++) {
      const place = (matrix * n + row) * columns + column;
      let rest = b.data[place]!;
      for (let i = 0; i < k; i++) {
        const solved = forward ? i : n - 1 - i;
        rest -= at(row, solved) * out.data[(matrix * n + solved) * columns + column]!;
      }
      out.data[place] = rest / pivot;
    }
  }
}

/**
 * X of A·X = B, or Aᵀ·X = B with `transpose`, for a triangular A [..., n, n] and B [..., n, k], batches broadcast; the
 * other triangle of A isn't read. UsageError, naming matrix and row (from 0), for a 0 on the diagonal.
 * Gradients: dB = A⁻ᵀ·dX; dA = -dB·Xᵀ (transposed: -X·dBᵀ), of which the triangle.
 */
export function triangularSolve(a: Tensor, b: Tensor, options: TriangularSolveOptions = {}): Tensor {
  const { lower = true, transpose = false } = options;
  if (a.rank < 2 || b.rank < 2) {
    throw new ShapeError(
      `triangularSolve: expected matrices, got ${formatShape(a.shape)} and ${formatShape(b.shape)}`,
    );
  }
  return scope(() => {
    const batch = broadcastShapes([a.shape.slice(0, -2), b.shape.slice(0, -2)], "triangularSolve");
    const [left, right] = [a, b].map((x) => broadcastTo(x, [...batch, ...x.shape.slice(-2)]));
    return execute(triangularSolveOp, [left!, right!], { lower, transpose });
  });
}
