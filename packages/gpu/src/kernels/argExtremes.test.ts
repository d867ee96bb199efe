import { argMax, argMin, flip, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest("the first of equal ones, in lanes of every dtype and strides", async () => {
  for (const dtype of everyDtype)
    for (const axis of dtype === "int32" ? [0, 1, 2] : [1]) {
      await checkKernel((backend) => argMax(flip(scattered(backend, [3, 70, 5], dtype)), { axis }));
      await checkKernel((backend) => argMin(transpose(scattered(backend, [3, 70, 5], dtype)), { axis }));
    }
});

gpuTest("lanes of any length, in parts too", async () => {
  for (const n of [1, 2, 9, 257, 2049, 5000, 20000])
    await checkKernel((backend) => argMax(scattered(backend, [n])));
  await checkKernel((backend) => argMin(scattered(backend, [3, 9001], "int32"), { axis: 1 }));
});

gpuTest("NaN before all, infinities in their order", async () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  for (const numbers of [
    [1, nan, 3, nan],
    [-infinity, 2, infinity, infinity],
    [-1, -infinity],
    [-infinity, -infinity],
    [0, -0],
    [-0, 0],
  ]) {
    await checkKernel((backend) => argMax(tensor(numbers, { backend })));
    await checkKernel((backend) => argMin(tensor(numbers, { backend })));
  }
  await checkKernel((backend) =>
    argMin(tensor([2 ** 31 - 1, 2 ** 31 - 1, 2 ** 31 - 1], { dtype: "int32", backend })),
  );
});

test("its code", () => {
  expect(kernelCode((backend) => argMax(scattered(backend, [5000]))).join("\n")).toMatchSnapshot();
});
