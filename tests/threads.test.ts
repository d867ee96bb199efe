import {
  add,
  averagePool2d,
  conv2d,
  conv2dInputGradient,
  conv2dWeightGradient,
  createCpuBackend,
  cumulativeSum,
  exp,
  Generator,
  logSumExp,
  matmul,
  max,
  maxPool2d,
  mean,
  mul,
  relu,
  scope,
  softmax,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
  variance,
} from "@mebae/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joined } from "./joined.js";

const threads = [1, 2, 3];
// The grain that users have, and one that has even small loops cut: both must leave every bit as it is.
const engines = [undefined, 1].flatMap((grain) =>
  threads.map((count) => createCpuBackend({ threads: count, ...(grain && { grain }) })),
);
const shapes = { matrix: [300, 700], other: [700, 130], images: [6, 5, 33, 31], kernel: [7, 5, 3, 3] };
type Inputs = Readonly<Record<keyof typeof shapes | "dy", Tensor>>;

/** Kernels of every kind, on inputs whose sums round differently in another order. */
const computations: Record<string, (inputs: Inputs) => Tensor> = {
  "elementwise, contiguous": ({ matrix }) => relu(add(mul(matrix, 1.7), matrix)),
  "elementwise, transposed and stretched": ({ matrix }) => add(transpose(matrix), sum(matrix, { axes: 1 })),
  "elementwise functions": ({ matrix }) => tanh(exp(matrix)),
  "sum of all": ({ matrix }) => sum(matrix),
  "sum along the last axis": ({ matrix }) => sum(matrix, { axes: 1 }),
  "sum along the first axis": ({ matrix }) => sum(matrix, { axes: 0 }),
  "mean and variance of channels": ({ images }) =>
    add(mean(images, { axes: [0, 2, 3] }), variance(images, { axes: [0, 2, 3] })),
  maximum: ({ matrix }) => max(matrix, { axes: 0 }),
  softmax: ({ matrix }) => softmax(matrix),
  logSumExp: ({ matrix }) => logSumExp(matrix, { axes: 0 }),
  cumulativeSum: ({ matrix }) => cumulativeSum(matrix, { axis: 0 }),
  matmul: ({ matrix, other }) => matmul(matrix, other),
  "matmul, transposed": ({ matrix, other }) => matmul(transpose(other), transpose(matrix)),
  "matmul of a vector": ({ matrix }) => matmul(matrix, sum(matrix, { axes: 0 })),
  conv2d: ({ images, kernel }) => conv2d(images, kernel, { padding: "same" }),
  conv2dInputGradient: ({ dy, kernel }) => conv2dInputGradient(dy, kernel, [33, 31], { padding: "same" }),
  conv2dWeightGradient: ({ images, dy }) => conv2dWeightGradient(images, dy, [3, 3], { padding: "same" }),
  maxPool2d: ({ images }) => maxPool2d(images, { size: 2 }),
  averagePool2d: ({ images }) => averagePool2d(images, { size: 3 }),
};

describe("results have the same bits with one, two and three threads", () => {
  const draw = new Generator(5);
  const values = (shape: readonly number[]) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => draw.normal());
  const given = Object.entries({ ...shapes, dy: [6, 7, 33, 31] }).map(
    ([name, shape]) => [name, shape, values(shape)] as const,
  );
  const inputs = engines.map(
    (backend) =>
      Object.fromEntries(
        given.map(([name, shape, data]) => [name, tensor(data, { shape, backend })]),
      ) as unknown as Inputs,
  );

  beforeAll(async () => {
    for (const engine of engines) await joined(engine);
  });
  afterAll(() => {
    for (const engine of engines) engine.dispose();
  });

  test.each(Object.entries(computations))("%s", async (_, compute) => {
    const [expected, ...found] = await Promise.all(inputs.map((each) => scope(() => compute(each)).data()));
    expect(expected!.some((value) => value !== 0)).toBe(true);
    for (const data of found) expect(bytesOf(data)).toEqual(bytesOf(expected!));
  });

  test("no thread was lost on the way", () => {
    expect(engines.map((engine) => engine.threads.joined)).toEqual([...threads, ...threads]);
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
}
