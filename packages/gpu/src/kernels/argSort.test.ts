import { argSort, flip, sort, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

gpuTest(
  "lanes of every dtype, along each axis, equal elements in their order",
  async () => {
    for (const dtype of everyDtype)
      for (const descending of [false, true])
        for (const axis of dtype === "int32" && descending ? [0, 2] : [1])
          await checkKernel((backend) =>
            sort(flip(scattered(backend, [3, 17, 5], dtype)), { axis, descending }),
          );
  },
  120_000,
);

// A shader with barriers takes SwiftShader a quarter of a second to compile.
gpuTest(
  "lanes of any length",
  async () => {
    for (const n of [1, 129, 256, 257, 1500])
      await checkKernel((backend) => argSort(scattered(backend, [3, n])));
    await checkKernel((backend) => argSort(scattered(backend, [600], "int32"), { descending: true }));
  },
  120_000,
);

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
