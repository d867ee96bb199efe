import { cholesky, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode, refusalOf } from "../testing/run.js";

/** Σ of a random matrix's products with its transpose and n on the diagonal, batch after batch. */
function positive(batch: number, n: number): Float32Array {
  const x = (b: number, i: number, k: number) => Math.sin(b * 3.7 + i * 12.9898 + k * 78.233);
  return Float32Array.from({ length: batch * n * n }, (_, at) => {
    const [b, i, j] = [Math.floor(at / (n * n)), Math.floor(at / n) % n, at % n];
    let total = i === j ? n : 0;
    for (let k = 0; k < n; k++) total += x(b, i, k) * x(b, j, k);
    return total;
  });
}

gpuTest("batches of matrices of any size and strides", async () => {
  for (const [batch, n] of [
    [1, 1],
    [3, 4],
    [2, 33],
    [1, 300],
  ] as const)
    await checkKernel((backend) => cholesky(tensor(positive(batch, n), { shape: [batch, n, n], backend })), {
      tolerance: 1e-4,
    });
  await checkKernel((backend) => cholesky(transpose(tensor([4, 2, 1, 9], { shape: [2, 2], backend }))), {
    tolerance: 1e-6,
  });
});

gpuTest("what isn't positive definite is refused by matrix and row", async () => {
  const error = await refusalOf((backend) =>
    cholesky(tensor([1, 0, 0, 1, 1, 2, 2, 1, -1, 0, 0, 1], { shape: [3, 2, 2], backend })),
  );
  expect(error?.message).toBe(
    "cholesky: matrix 1 is not positive definite, as row 1 leaves -3 on the diagonal",
  );
  for (const bad of [0, Number.NaN]) {
    const refused = await refusalOf((backend) => cholesky(tensor([bad], { shape: [1, 1], backend })));
    expect(refused?.message).toBe(
      `cholesky: matrix 0 is not positive definite, as row 0 leaves ${bad} on the diagonal`,
    );
  }
});

test("its code", () => {
  expect(
    kernelCode((backend) => cholesky(tensor([4, 2, 2, 9], { shape: [2, 2], backend }))).join(),
  ).toMatchSnapshot();
});
