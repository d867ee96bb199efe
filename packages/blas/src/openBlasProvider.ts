import type { MatmulFacts, MatmulProvider, MatmulRun } from "@mebae/tensor";
import type { Gemm, OpenBlas } from "./openBlas.js";

/** Below so many multiplications the way to OpenBLAS and back costs more than it gives. */
const leastWork = 2 ** 15;

/** From CBLAS's header. */
const rowMajor = 101;
const asStored = 111;
const transposed = 112;

/** Hands products of matrices to OpenBLAS; small ones, and those of vectors, which memory limits, stay with the engine. */
export function openBlasProvider(blas: Pick<OpenBlas, "sgemm" | "dgemm" | "setThreads">): MatmulProvider {
  let threads = 0;
  return {
    name: "OpenBLAS",
    prepare: (facts) => {
      const { dtype, m, n, depth } = facts;
      if (m === 1 || n === 1 || m * n * depth < leastWork) return undefined;
      const multiply = productOf(dtype === "float32" ? blas.sgemm : blas.dgemm, facts);
      return (memory, a, b, c, most) => {
        if (most !== threads) blas.setThreads(most);
        threads = most;
        multiply(memory, a, b, c, most);
      };
    },
  };
}

function productOf(gemm: Gemm, facts: MatmulFacts): MatmulRun {
  const { m, n, depth, pitchA, pitchB, pitchC } = facts;
  const operationA = facts.transposeA ? transposed : asStored;
  const operationB = facts.transposeB ? transposed : asStored;
  const beta = facts.accumulate ? 1 : 0;
  return (memory, a, b, c) => {
    const at = (address: number) => new Uint8Array(memory, address);
    // biome-ignore format: one line an operand
    gemm(
      rowMajor, operationA, operationB, m, n, depth, 1, at(a), pitchA, at(b), pitchB, beta, at(c), pitchC,
    );
  };
}
