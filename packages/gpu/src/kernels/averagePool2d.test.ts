import { averagePool2d, transpose, vjp } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { scattered } from "../testing/values.js";

const options = [
  { size: 2 },
  { size: [3, 2], stride: [2, 1], padding: [1, 0] },
  { size: 3, stride: 2, padding: 1, countIncludePadding: false },
  { size: 3, stride: 1, padding: "same", countIncludePadding: false },
  { size: 2, stride: 3 },
] as const;

gpuTest("means of windows, of any strides, and their gradients", async () => {
  for (const option of options) {
    const run = (x: ReturnType<typeof scattered>) => averagePool2d(x, option);
    await checkKernel((backend) => run(scattered(backend, [2, 3, 8, 7])), { tolerance: 1e-6 });
    await checkKernel((backend) => run(transpose(scattered(backend, [2, 3, 8, 7]), [1, 0, 3, 2])), {
      tolerance: 1e-6,
    });
    await checkKernel(
      (backend) => {
        const { value: y, backward } = vjp(run, scattered(backend, [2, 3, 8, 7]));
        return backward(scattered(backend, y.shape))[0]!;
      },
      { tolerance: 1e-6 },
    );
  }
});

test("its code", () => {
  expect(
    kernelCode((backend) => averagePool2d(scattered(backend, [1, 2, 4, 6]), options[2])).join(),
  ).toMatchSnapshot();
});
