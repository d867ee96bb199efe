import { beforeAll, expect, test } from "vitest";
import { zeros } from "../creation.js";
import { useBackend } from "../current.js";
import { createReferenceBackend } from "../reference/backend.js";
import { averagePool2d, conv1d, conv2d, conv2dInputGradient, matmul, maxPool2d } from "./index.js";

beforeAll(() => {
  useBackend(createReferenceBackend());
});

const errors: readonly [string, () => unknown, string, RegExp][] = [
  [
    "inner lengths",
    () => matmul(zeros([2, 3]), zeros([4, 2])),
    "shape",
    /as many rows.*\[2, 3\] and \[4, 2\]/,
  ],
  ["inner lengths of a batch", () => matmul(zeros([2, 2, 3]), zeros([4, 2])), "shape", /\[2, 2, 3\]/],
  ["batches", () => matmul(zeros([2, 2, 3]), zeros([3, 3, 2])), "shape", /don't broadcast/],
  ["a scalar", () => matmul(zeros([]), zeros([2, 2])), "shape", /scalar/],
  [
    "a vector's transpose",
    () => matmul(zeros([2]), zeros([2, 2]), { transposeA: true }),
    "shape",
    /no transpose/,
  ],
  ["two floats", () => matmul(zeros([2, 2]), zeros([2, 2], { dtype: "float64" })), "dtype", /don't mix/],
  [
    "axes",
    () => conv2d(zeros([3, 4, 4]), zeros([1, 3, 2, 2])),
    "shape",
    /images \[n, c, h, w\], got \[3, 4, 4\]/,
  ],
  [
    "channels",
    () => conv2d(zeros([1, 3, 4, 4]), zeros([1, 2, 2, 2])),
    "shape",
    /weights of shape \[1, 3, 2, 2\]/,
  ],
  ["groups", () => conv2d(zeros([1, 3, 4, 4]), zeros([2, 3, 2, 2]), { groups: 2 }), "shape", /2 groups/],
  [
    "no window",
    () => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 3, 3])),
    "shape",
    /\[3, 3\] don't fit.*\[2, 2\]/,
  ],
  ["a stride of 0", () => conv2d(zeros([1, 1, 2, 2]), zeros([1, 1, 1, 1]), { stride: 0 }), "usage", /stride/],
  [
    "integers",
    () => conv2d(zeros([1, 1, 2, 2], { dtype: "int32" }), zeros([1, 1, 1, 1])),
    "dtype",
    /floats of one dtype/,
  ],
  [
    "dy's shape",
    () => conv2dInputGradient(zeros([1, 1, 2, 2]), zeros([1, 1, 2, 2]), 4),
    "shape",
    /\[1, 1, 3, 3\]/,
  ],
  ["one axis", () => conv1d(zeros([1, 4]), zeros([1, 1, 2])), "shape", /x \[n, c, l\]/],
  [
    "all padding",
    () => maxPool2d(zeros([1, 1, 4, 4]), { size: 2, padding: 2 }),
    "shape",
    /smaller than the window/,
  ],
  ["no plane", () => averagePool2d(zeros([1, 1, 0, 4]), { size: 2, padding: 1 }), "shape", /with elements/],
];

test.each(errors)("%s", (_, call, code, message) => {
  expect(call).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));
});
