import { UsageError } from "../errors.js";
import { execute } from "../execute.js";
import type { Tensor } from "../tensor.js";
import { add } from "./add.js";
import { kernelOp } from "./kernel.js";
import { matrixProduct } from "./matrixProduct.js";
import { mul } from "./mul.js";
import type { HostArray } from "./op.js";
import { checkSquareMatrix } from "./squareMatrix.js";
import { matrixTranspose } from "./transpose.js";
import { tril } from "./triangle.js";
import { triangularSolve } from "./triangularSolve.js";

const choleskyOp = kernelOp({
  name: "cholesky",
  checksValues: true,
  infer: ([a]) => {
    checkSquareMatrix(a!, "cholesky");
    return { dtype: a!.dtype, shape: a!.shape };
  },
  compute: ([a], out) => {
    const n = a!.shape.at(-1)!;
    const count = n === 0 ? 0 : a!.data.length / (n * n);
    for (let matrix = 0; matrix < count; matrix++) factorOne(a!, out, matrix, n);
  },
  gradients: [(dy, { output }) => choleskyGradient(dy, output)],
});

/** Row by row: L_ij = (A_ij - Σ_{k<j} L_ik·L_jk) / L_jj, and L_ii the root of what is left of A_ii. */
function factorOne(a: HostArray, out: HostArray, matrix: number, n: number): void {
  const start = matrix * n * n;
  const factor = (row: number, column: number) => out.data[start + row * n + column]!;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = (a.data[start + i * n + j]! + a.data[start + j * n + i]!) / 2;
      for (let k = 0; k < j; k++) rest -= factor(i, k) * factor(j, k);
      if (i === j && !(rest > 0)) {
        throw new UsageError(
          `cholesky: matrix ${matrix} is not positive definite, as row ${i} leaves ${rest} on the diagonal`,
          { matrix, row: i },
        );
      }
      out.data[start + i * n + j] = i === j ? Math.sqrt(rest) : rest / factor(j, j);
    }
  }
}

/**
 * dA = ½(S + Sᵀ), S = L⁻ᵀ·Φ(Lᵀ·dL)·L⁻¹, where Φ takes the lower triangle with half its diagonal
 * (Murray 2016, "Differentiation of the Cholesky decomposition", section 3).
 */
function choleskyGradient(dy: Tensor, l: Tensor): Tensor {
  const product = matrixProduct(matrixTranspose(l), tril(dy));
  // Half of the triangle with its diagonal, and half of that without, is the triangle with half its diagonal.
  const half = mul(add(tril(product), tril(product, -1)), 0.5);
  const left = triangularSolve(l, half, { transpose: true });
  const s = triangularSolve(l, matrixTranspose(left), { transpose: true });
  return mul(add(s, matrixTranspose(s)), 0.5);
}

/**
 * The lower triangular L of A = L·Lᵀ for symmetric positive definite matrices [..., n, n] of floats. Of a
 * matrix that isn't symmetric, its symmetric part ½(A + Aᵀ) is meant. UsageError, naming matrix and row (from 0),
 * where it isn't positive definite. Gradient: symmetric; see `choleskyGradient` for its formula.
 */
export function cholesky(a: Tensor): Tensor {
  return execute(choleskyOp, [a]);
}
