import { beforeAll, expect, test } from "vitest";
import { grad } from "../autograd/transforms.js";
import { createCpuBackend } from "../cpu/backend.js";
import { tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { maxPool2d } from "./maxPool2d.js";
import { sum } from "./sum.js";

beforeAll(() => {
  useBackend(createCpuBackend());
});

test("of equal elements the first in the window gets the gradient", () => {
  const x = tensor([1, 5, 5, 5, 5, 2], { shape: [1, 1, 2, 3], dtype: "float32" });
  const [dx] = grad((a) => sum(maxPool2d(a, { size: 2, stride: 1 })))(x);
  expect(dx!.arraySync()).toEqual([
    [
      [
        [0, 2, 0],
        [0, 0, 0],
      ],
    ],
  ]);
});

test("a NaN wins, and gets the gradient", () => {
  const x = tensor([1, Number.NaN, 9, Number.NaN], { shape: [1, 1, 2, 2], dtype: "float32" });
  expect(maxPool2d(x, { size: 2 }).dataSync()).toEqual(Float32Array.of(Number.NaN));
  const [dx] = grad((a) => sum(maxPool2d(a, { size: 2 })))(x);
  expect(dx!.arraySync()).toEqual([
    [
      [
        [0, 1],
        [0, 0],
      ],
    ],
  ]);
});

test("-Infinity alone is a maximum", () => {
  const x = tensor(new Array(4).fill(Number.NEGATIVE_INFINITY), { shape: [1, 1, 2, 2], dtype: "float32" });
  const y = maxPool2d(x, { size: 2, stride: 1, padding: 1 });
  expect(y.dataSync()).toEqual(new Float32Array(9).fill(Number.NEGATIVE_INFINITY));
});
