import { argSort, flip, sort, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest("lanes of every dtype, along each axis, equal elements in their order", async () => {
  for (const dtype of everyDtype)
    for (const descending of [false, true])
      for (const axis of dtype === "int32" ? [0, 1, 2] : [1])
        await checkKernel((backend) =>
          sort(flip(scattered(backend, [3, 17, 5], dtype)), { axis, descending }),
        );
});

gpuTest("lanes of any length", async () => {
  for (const n of [1, 3, 128, 129, 256, 257, 513, 1500])
    await checkKernel((backend) => argSort(scattered(backend, [3, n])));
  await checkKernel((backend) => argSort(scattered(backend, [5000], "int32"), { descending: true }));
});

gpuTest("NaN last in either direction, both zeros equal", async () => {
  const numbers = [
    0,
    Number.NaN,
    -0,
    Number.POSITIVE_INFINITY,
    1e-40,
    -1e-40,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    -3,
    0,
  ];
  for (const descending of [false, true])
    await checkKernel((backend) => argSort(tensor(numbers, { backend }), { descending }));
});

test("its code", () => {
  expect(kernelCode((backend) => argSort(scattered(backend, [2, 300]))).join("\n")).toMatchSnapshot();
});
