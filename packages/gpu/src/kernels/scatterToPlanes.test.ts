import { gridSample, maxPool2d, mul, type Tensor, vjp } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { scattered } from "../testing/values.js";

const options = [
  { size: 2 },
  { size: [3, 2], stride: [2, 1], padding: [1, 0] },
  { size: 2, stride: 3 },
  { size: 5, stride: 2, padding: 2 },
] as const;

const gradient = (f: (x: Tensor) => Tensor, x: Tensor): Tensor => {
  const { value, backward } = vjp(f, x);
  return backward(scattered(x.backend, value.shape))[0]!;
};

gpuTest("the gradient is added where the maxima came from", async () => {
  for (const option of options)
    await checkKernel((backend) => gradient((x) => maxPool2d(x, option), scattered(backend, [2, 3, 8, 7])));
});

gpuTest("indices that lie anywhere", async () => {
  // Halves between pixels: weights are quarters, and sums exact.
  await checkKernel((backend) => {
    const grid = mul(scattered(backend, [2, 2, 5, 4]), 0.5);
    return gradient((x) => gridSample(x, grid), scattered(backend, [2, 3, 8, 7]));
  });
});

test("windows are looked through, and nothing is sorted", () => {
  const code = kernelCode((backend) =>
    gradient((x) => maxPool2d(x, options[1]), scattered(backend, [1, 2, 4, 6])),
  );
  expect(code.at(-1)).toMatchSnapshot();
  expect(code).toHaveLength(3);
});
