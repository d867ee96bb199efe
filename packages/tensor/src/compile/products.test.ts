import { expect, test } from "vitest";
import { add, compile, Key, matmul, relu, reshape, type Tensor, transpose, uniform } from "../index.js";

const draw = (seed: number, shape: number[]) => uniform(new Key(seed), shape, { low: -1, high: 1 });

test.each<[string, (a: Tensor, b: Tensor, c: Tensor) => Tensor, number[][]]>([
  [
    "a row turned into a column, and a column",
    (a, b, c) => add(c, transpose(matmul(a, b))),
    [
      [1, 2],
      [2, 3],
      [3, 1],
    ],
  ],
  [
    "a product in another shape, and its bias",
    (a, b, c) => add(reshape(matmul(a, b), [6, 1]), c),
    [[2, 2], [2, 3], [1]],
  ],
  [
    "a batch of sequences, its bias, and what reads it in the shape of the sequences",
    (a, b, c) => transpose(relu(add(matmul(a, b), c)), [1, 2, 0]),
    [[2, 3, 2], [2, 4], [4]],
  ],
  [
    "a product whose rows are cut in two, and a bias of the parts",
    (a, b, c) => add(reshape(matmul(a, b), [4, 2]), c),
    [[2, 2], [2, 4], [2]],
  ],
  [
    "the rectified product in another shape",
    (a, b, c) => add(relu(reshape(matmul(a, b), [3, 2])), c),
    [
      [2, 2],
      [2, 3],
      [3, 2],
    ],
  ],
  [
    "two products of a row each",
    (a, b, c) => add(matmul(a, b), matmul(a, c)),
    [
      [1, 2],
      [2, 3],
      [2, 3],
    ],
  ],
  [
    "two products, rectified",
    (a, b, c) => relu(add(matmul(a, b), matmul(a, c))),
    [
      [1, 2],
      [2, 3],
      [2, 3],
    ],
  ],
])("%s, compiled, are what they are op by op", (_, fn, shapes) => {
  const [a, b, c] = shapes.map((shape, i) => draw(i + 1, shape)) as [Tensor, Tensor, Tensor];
  const found = compile(fn)(a, b, c);
  const expected = fn(a, b, c);
  expect(found.shape).toEqual(expected.shape);
  const values = found.dataSync();
  expected.dataSync().forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 5);
  });
});
