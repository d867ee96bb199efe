import { tensor, transpose, tril, triu } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";

const values = Float32Array.from({ length: 30 }, (_, i) => i + 1);

gpuTest("triangles of a batch, of any dtype and strides", async () => {
  for (const diagonal of [-2, 0, 1, 9]) {
    await checkKernel((backend) => tril(tensor(values, { shape: [2, 3, 5], backend }), diagonal));
    await checkKernel((backend) => triu(transpose(tensor(values, { shape: [2, 3, 5], backend })), diagonal));
    for (const dtype of ["int32", "uint8", "bool"] as const)
      await checkKernel((backend) => triu(tensor(values, { shape: [5, 6], dtype, backend }), diagonal));
  }
});

test("its code", () => {
  expect(
    kernelCode((backend) => tril(tensor(values, { shape: [2, 3, 5], backend }), 1)).join(),
  ).toMatchSnapshot();
});
