import { expect, test } from "vitest";
import { traceGraph } from "../../compile/traceGraph.js";
import { useBackend } from "../../current.js";
import * as t from "../../index.js";
import { Generator } from "../../random/generator.js";
import { createCpuBackend } from "../backend.js";
import type { CpuProgram } from "../plan.js";
import { drawInputs, runGraph, runNodes } from "./testing/programs.js";

const backend = createCpuBackend({ threads: 1 });
useBackend(backend);

type Tensor = t.Tensor;
type Fn = (...args: Tensor[]) => Tensor | Tensor[];

const ones = (...shape: number[]) => t.copy(t.full(shape, 1));

/** The names of the kernels that a function becomes. */
function kernels(fn: Fn, ...args: Tensor[]): string[] {
  const graph = traceGraph(fn as never, ...args);
  return (backend.prepare(graph) as CpuProgram).steps.map(({ name }) => name);
}

/** The gradients of Σ f(x, ...)·dy by all arguments but dy, the last. */
const gradients =
  (f: (...xs: Tensor[]) => Tensor): Fn =>
  (...args) =>
    t.grad((...xs: Tensor[]) => t.sum(t.mul(f(...xs), args.at(-1)!)))(...args.slice(0, -1));

function layerNorm(x: Tensor, gamma: Tensor, beta: Tensor): Tensor {
  const centred = t.sub(x, t.mean(x, { axes: -1, keepDims: true }));
  const variance = t.mean(t.square(centred), { axes: -1, keepDims: true });
  return t.add(t.mul(t.mul(centred, t.rsqrt(t.add(variance, 1e-5))), gamma), beta);
}

function adam(w: Tensor, m: Tensor, v: Tensor, g: Tensor): Tensor[] {
  const first = t.add(t.mul(m, 0.9), t.mul(g, 0.1));
  const second = t.add(t.mul(v, 0.999), t.mul(t.square(g), 0.001));
  return [first, second, t.sub(w, t.mul(t.div(first, t.add(t.sqrt(second), 1e-8)), 1e-3))];
}

test("softmax and log-softmax are one kernel, forward and backward", () => {
  const x = ones(64, 10);
  expect(kernels((z) => t.softmax(z!), x)).toEqual(["largest·sub·exp·sum·div·mul → 2 outputs [64, 10]"]);
  expect(
    kernels(
      gradients((z) => t.softmax(z!)),
      x,
      ones(64, 10),
    ).length,
  ).toBe(1);
  expect(
    kernels(
      gradients((z) => t.logSoftmax(z!)),
      x,
      ones(64, 10),
    ).length,
  ).toBe(1);
});

test("layer normalization is one kernel forward; backward one, and one for the sums over rows", () => {
  const args = [ones(64, 32), ones(32), ones(32)];
  expect(kernels(layerNorm as Fn, ...args).length).toBe(1);
  expect(kernels(gradients(layerNorm as never), ...args, ones(64, 32)).length).toBeLessThanOrEqual(3);
});

test("Adam is one kernel a parameter", () => {
  const w = ones(30, 20);
  expect(kernels(adam as Fn, w, w, w, w)).toEqual(["5 mul·3 add·square·sqrt·div·sub → 3 outputs [30, 20]"]);
});

test("sums over the same rows are one kernel", () => {
  const both = (dy: Tensor, x: Tensor) => [t.sum(dy, { axes: 0 }), t.sum(t.mul(dy, x), { axes: 0 })];
  expect(kernels(both as Fn, ones(50, 20), ones(50, 20))).toEqual(["2 sum·mul → 2 outputs [50, 20]"]);
});

test("a dense layer's bias and relu go into the product", () => {
  const dense = (x: Tensor, w: Tensor, b: Tensor) => t.relu(t.add(t.matmul(x, w), b));
  expect(kernels(dense as Fn, ones(6, 5), ones(5, 4), ones(4))).toEqual(["matmul·bias·relu [6, 4]"]);
  expect(kernels(gradients(dense as never), ones(6, 5), ones(5, 4), ones(4), ones(6, 4))).toEqual([
    "matmul·bias·relu [6, 4]",
    "greater·where·sum·copy → 2 outputs [6, 4]",
    "matmul [6, 5]",
    "matmul [5, 4]",
  ]);
});

test("so do those of a batch of sequences, whose rows are one product", () => {
  const dense = (x: Tensor, w: Tensor, b: Tensor) => t.relu(t.add(t.matmul(x, w), b));
  expect(kernels(dense as Fn, ones(2, 3, 5), ones(5, 4), ones(4))).toEqual(["matmul·bias·relu [6, 4]"]);
});

test("an activation and its slope are one kernel, before the gradient comes", () => {
  const dense = (x: Tensor, w: Tensor, v: Tensor) => t.square(t.matmul(t.gelu(t.matmul(x, w)), v));
  expect(kernels(gradients(dense as never), ones(6, 5), ones(5, 4), ones(4, 3), ones(6, 3))).toEqual([
    "matmul [6, 4]",
    "gelu·normalCdf·normalPdf·mul·add → 2 outputs [6, 4]",
    "matmul [6, 3]",
    "2 mul [6, 3]",
    "matmul [6, 4]",
    "matmul [4, 3]",
    "mul [6, 4]",
    "matmul [6, 5]",
    "matmul [5, 4]",
  ]);
});

test("a transposed operand's gradient comes as the operand lies", () => {
  const dense = (x: Tensor, w: Tensor) => t.matmul(x, w, { transposeB: true });
  expect(kernels(gradients(dense as never), ones(6, 5), ones(4, 5), ones(6, 4))).toEqual([
    "matmul [6, 5]",
    "matmul [4, 5]",
  ]);
});

test("a product that somebody else reads keeps its own values", () => {
  const both = (x: Tensor, w: Tensor) => {
    const product = t.matmul(x, w);
    return [t.relu(product), t.neg(product)];
  };
  expect(kernels(both as Fn, ones(6, 5), ones(5, 4))).toEqual([
    "matmul [6, 4]",
    "relu·neg → 2 outputs [6, 4]",
  ]);
});

test("a product that is read in another shape takes no bias", () => {
  const turned = (x: Tensor, w: Tensor, b: Tensor) => t.add(t.transpose(t.matmul(x, w)), b);
  expect(kernels(turned as Fn, ones(1, 5), ones(5, 3), ones(3, 1))).toEqual(["matmul [1, 3]", "add [3]"]);
});

test("a convolution's bias lies along its channels; what lies along another axis is added apart", () => {
  const layer = (x: Tensor, w: Tensor, b: Tensor) => t.relu(t.add(t.conv2d(x, w), b));
  for (const [shape, names] of [
    [[4, 1, 1], ["conv2d·bias·relu [2, 4, 4, 4]"]],
    [[4], ["conv2d [2, 4, 4, 4]", "add·relu [2, 4, 4, 4]"]],
    [
      [4, 1],
      ["conv2d [2, 4, 4, 4]", "add·relu [2, 4, 4, 4]"],
    ],
  ] as const) {
    const graph = traceGraph(layer as never, ones(2, 3, 6, 6), ones(4, 3, 3, 3), ones(...shape));
    expect((backend.prepare(graph) as CpuProgram).steps.map(({ name }) => name)).toEqual(names);
    const values = drawInputs(graph, new Generator(1));
    const [wanted] = runNodes(backend, graph, values);
    runGraph(backend, graph, values)[0]!.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted![i]!, 4);
    });
  }
});
