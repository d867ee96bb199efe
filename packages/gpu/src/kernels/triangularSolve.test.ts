import { tensor, transpose, triangularSolve } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode, refusalOf } from "../testing/run.js";
import { scattered } from "../testing/values.js";

/** Twice its size on the diagonal. */
function dominant(batch: number, n: number): Float32Array {
  return Float32Array.from({ length: batch * n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n) % n, at % n];
    return i === j ? 2 * n : Math.sin(at * 12.9898);
  });
}

gpuTest("either triangle, transposed or not, batches and columns of any number", async () => {
  for (const [batch, n, columns] of [
    [1, 1, 1],
    [3, 5, 2],
    [2, 40, 17],
    [1, 150, 33],
  ] as const)
    for (const lower of [true, false])
      for (const transposed of [true, false])
        await checkKernel(
          (backend) => {
            const a = tensor(dominant(batch, n), { shape: [batch, n, n], backend });
            return triangularSolve(a, scattered(backend, [batch, n, columns]), {
              lower,
              transpose: transposed,
            });
          },
          { tolerance: 1e-6 },
        );
  await checkKernel(
    (backend) => {
      const a = transpose(tensor(dominant(1, 6), { shape: [6, 6], backend }));
      return triangularSolve(a, transpose(scattered(backend, [4, 6])));
    },
    { tolerance: 1e-6 },
  );
});

gpuTest("a 0 on the diagonal is refused by matrix and row", async () => {
  for (const [lower, row] of [
    [true, 0],
    [false, 2],
  ] as const) {
    const error = await refusalOf((backend) => {
      const a = tensor([1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0], { shape: [2, 3, 3], backend });
      return triangularSolve(a, scattered(backend, [2, 3, 20]), { lower });
    });
    expect(error?.message).toBe(
      `triangularSolve: matrix 1 has no solution, since row ${row} has 0 on its diagonal`,
    );
  }
});

test("its code", () => {
  const code = kernelCode((backend) =>
    triangularSolve(tensor(dominant(1, 3), { shape: [3, 3], backend }), scattered(backend, [3, 2]), {
      transpose: true,
    }),
  );
  expect(code.join()).toMatchSnapshot();
});
