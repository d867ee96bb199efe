import { describe, expect, test } from "vitest";
import type { Graph } from "../../backend.js";
import {
  add,
  broadcastTo,
  cast,
  copy,
  div,
  exp,
  flip,
  Key,
  max,
  mean,
  mul,
  normal,
  reshape,
  sub,
  sum,
  type Tensor,
  tensor,
  transpose,
  zerosLike,
} from "../../index.js";
import { traceGraph } from "../traceGraph.js";

const x = normal(new Key(1), [2, 3]);
const names = (graph: Graph): string[] => graph.nodes.map(({ op }) => op.name);
const nodesOf = (fn: (x: Tensor) => unknown, like = x): string[] => names(traceGraph(fn, like));

describe("what changes nothing falls away", () => {
  test.each<[string, (x: Tensor) => Tensor]>([
    ["x·1", (y) => mul(y, 1)],
    ["1·x", (y) => mul(1, y)],
    ["x/1", (y) => div(y, 1)],
    ["x - 0", (y) => sub(y, 0)],
    ["x + -0", (y) => add(y, -0)],
    ["a copy", copy],
    ["a cast to the same dtype", (y) => cast(y, "float32")],
    ["a reshape to the same shape", (y) => reshape(y, [2, 3])],
    ["a stretch to the same shape", (y) => broadcastTo(y, [2, 3])],
    ["there and back", (y) => reshape(reshape(y, [6]), [2, 3])],
  ])("%s", (_, fn) => {
    expect(nodesOf((y) => exp(fn(y)))).toEqual(["exp"]);
  });

  test.each<[string, (x: Tensor) => Tensor]>([
    ["x + 0, which makes 0 of -0", (y) => add(y, 0)],
    ["x·0, which makes NaN of Infinity", (y) => mul(y, 0)],
    ["a stretch by 1", (y) => mul(y, tensor([[[1]], [[1]]]))],
    ["a cast to another dtype", (y) => cast(y, "float64")],
    ["a flip", (y) => flip(y, 0)],
    ["a transpose", (y) => transpose(y)],
  ])("but not %s", (_, fn) => {
    expect(nodesOf((y) => exp(fn(y)))).toHaveLength(2);
  });

  test("integers: x + 0 is x", () => {
    expect(nodesOf((y) => mul(add(y, 0), 2), tensor([1, 2], { dtype: "int32" }))).toEqual(["mul"]);
  });

  test("a chain of reshapes is one", () => {
    expect(nodesOf((y) => exp(reshape(reshape(reshape(y, [6]), [3, 2]), [1, 6])))).toEqual([
      "reshape",
      "exp",
    ]);
  });
});

describe("constants", () => {
  test("of one number are told to the backend, each once", () => {
    const { inputs } = traceGraph((y: Tensor) => add(mul(y, 0.5), mul(exp(y), 0.5)), x);
    expect(inputs.map(({ constant }) => constant)).toEqual([undefined, 0.5]);
  });

  test("and what is computed of them is one too, as the dtype holds it", () => {
    const graph = traceGraph((y: Tensor) => mul(y, div(exp(tensor(0)), 3)), x);
    expect(names(graph)).toEqual(["mul"]);
    expect(graph.inputs[1]!.constant).toBe(Math.fround(1 / 3));
    const whole = traceGraph(
      (y: Tensor) => mul(y, mul(tensor(2 ** 30, { dtype: "int32" }), 4)),
      tensor([1], { dtype: "int32" }),
    );
    expect(whole.inputs[1]!.constant).toBe(0);
  });

  test("through views, and reductions that don't round", () => {
    const graph = traceGraph(
      (y: Tensor) => add(add(y, sum(zerosLike(y), { axes: 0 })), max(mul(zerosLike(y), 2))),
      x,
    );
    expect(names(graph)).toEqual(["add", "add"]);
    expect(graph.inputs.map(({ constant }) => constant)).toEqual([undefined, 0, 0]);
  });

  test("but sums and means of others are the backend's", () => {
    expect(nodesOf((y) => add(y, sum(tensor([0.1, 0.1, 0.1]))))).toEqual(["add"]);
    expect(nodesOf((y) => add(y, sum(broadcastTo(mul(zerosLike(y), 0), [7, 2, 3]), { axes: 0 })))).toEqual([
      "add",
    ]);
    expect(nodesOf((y) => add(y, mean(add(zerosLike(y), 0.1))))).toEqual(["mean", "add"]);
  });
});

test("what is computed twice is computed once; another attribute is another computation", () => {
  expect(nodesOf((y) => add(exp(y), mul(exp(y), exp(y))))).toEqual(["exp", "mul", "add"]);
  expect(nodesOf((y) => add(sum(y, { axes: 0 }), sum(y, { axes: [0] })))).toEqual(["sum", "add"]);
  expect(nodesOf((y) => [sum(y, { axes: 0 }), sum(y, { axes: 1 })])).toEqual(["sum", "sum"]);
});

test("what nobody needs isn't computed", () => {
  expect(
    nodesOf((y) => {
      exp(sum(y));
      return mul(y, 2);
    }),
  ).toEqual(["mul"]);
});
