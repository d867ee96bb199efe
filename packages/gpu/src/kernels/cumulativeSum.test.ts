import { cumulativeSum, flip, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { scattered } from "../testing/values.js";

gpuTest("lanes along each axis, in each direction, of every strides", async () => {
  for (const dtype of ["float32", "int32"] as const)
    for (const axis of dtype === "int32" ? [0, 1, 2] : [1])
      for (const reverse of [false, true])
        for (const exclusive of [false, true])
          await checkKernel((backend) =>
            cumulativeSum(flip(scattered(backend, [3, 17, 5], dtype)), { axis, reverse, exclusive }),
          );
});

gpuTest("lanes of any length", async () => {
  for (const n of [1, 5, 1024, 1025, 3000]) {
    await checkKernel((backend) => cumulativeSum(scattered(backend, [3, n])));
    await checkKernel((backend) =>
      cumulativeSum(scattered(backend, [n, 2], "int32"), { axis: 0, exclusive: true, reverse: true }),
    );
  }
  // The sums of the tiles are themselves more than a tile.
  await checkKernel((backend) => cumulativeSum(scattered(backend, [1024 * 1024 + 7], "int32")));
});

gpuTest("what isn't finite stays behind what comes before it", async () => {
  const numbers = [1, 2, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY, 4];
  await checkKernel((backend) => cumulativeSum(tensor(numbers, { backend })));
  await checkKernel((backend) => cumulativeSum(tensor(numbers, { backend }), { exclusive: true }));
});

test("its code", () => {
  expect(kernelCode((backend) => cumulativeSum(scattered(backend, [2, 1500]))).join("\n")).toMatchSnapshot();
});
