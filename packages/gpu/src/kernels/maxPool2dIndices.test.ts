import { maxPool2d, tensor, transpose } from "@mebae/tensor";
import { expect, test } from "vitest";
import { gpuTest } from "../testing/dawn.js";
import { checkKernel, kernelCode } from "../testing/run.js";
import { everyDtype, scattered } from "../testing/values.js";

const options = [
  { size: 2 },
  { size: [3, 2], stride: [2, 1], padding: [1, 0] },
  { size: 2, stride: 3 },
] as const;

gpuTest("the first maximum of each window, of every dtype and strides", async () => {
  for (const option of options)
    for (const dtype of everyDtype) {
      await checkKernel((backend) => maxPool2d(scattered(backend, [2, 3, 8, 7], dtype), option));
      await checkKernel((backend) =>
        maxPool2d(transpose(scattered(backend, [2, 3, 8, 7], dtype), [1, 0, 3, 2]), option),
      );
    }
});

gpuTest("NaN wins, and -∞ is a value", async () => {
  const numbers = [1, Number.NaN, Number.NaN, 5, -1 / 0, -1 / 0, -1 / 0, -1 / 0];
  await checkKernel((backend) => maxPool2d(tensor(numbers, { shape: [1, 2, 2, 2], backend }), { size: 2 }));
});

test("its code", () => {
  expect(
    kernelCode((backend) => maxPool2d(scattered(backend, [1, 2, 4, 6]), options[1])).join("\n"),
  ).toMatchSnapshot();
});
