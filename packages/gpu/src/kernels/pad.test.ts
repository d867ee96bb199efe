import { pad, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest("around values of every dtype and strides", async () => {
  for (const dtype of everyDtype) {
    await checkKernel((backend) => pad(scattered(backend, [3, 5], dtype), [1, [0, 3]], { value: 1 }));
    await checkKernel((backend) => pad(transpose(scattered(backend, [3, 5], dtype)), [[2, 0], 1]));
  }
});

gpuTest("with values that are no constants of WGSL", async () => {
  for (const value of [Number.NaN, Number.NEGATIVE_INFINITY, -0, 1e-40, 3.4e38])
    await checkKernel((backend) => pad(scattered(backend, [40, 3]), [[0, 1], 2], { value }));
  await checkKernel((backend) => pad(tensor([7], { dtype: "int32", backend }), [1], { value: -(2 ** 31) }));
});

gpuTest("around nothing", () =>
  checkKernel((backend) => pad(scattered(backend, [0, 2]), [[2, 1], 1], { value: 3 })),
);

test("its code", () => {
  const code = kernelCode((backend) => pad(scattered(backend, [3, 5]), [1, 2], { value: Number.NaN }));
  expect(code.join()).toMatchSnapshot();
});
