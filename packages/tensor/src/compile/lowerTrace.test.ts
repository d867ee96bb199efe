import { expect, test } from "vitest";
import { add, exp, mul, oneHot, reshape, sum, type Tensor, tensor, Variable, zeros } from "../index.js";
import { traceGraph } from "./traceGraph.js";

const names = (fn: (...args: never[]) => unknown, ...args: Tensor[]) =>
  traceGraph(fn, ...args).nodes.map(({ op }) => op.name);

test("state goes in and out by the same place, unless a check could still throw when it is written", () => {
  const count = new Variable(tensor(0, { dtype: "int32" }), "count");
  const seen = new Variable(zeros([3]), "seen");
  const graph = traceGraph(
    (labels: Tensor) => {
      count.assign(add(count.value, 1));
      seen.assign(add(seen.value, sum(oneHot(add(labels, count.value), 3), { axes: 0 })));
      return exp(seen.value);
    },
    tensor([0, 1], { dtype: "int32" }),
  );
  expect(graph.outputs).toHaveLength(3);
  const [[output, input], ...others] = graph.donations as [[number, number]];
  expect(others).toEqual([]);
  expect(graph.inputs[input]).toMatchObject({ dtype: "float32", shape: [3] });
  expect(graph.nodes[graph.outputs[output]! - graph.inputs.length]!.op.name).toBe("add");
});

test("checks come first, with what they need", () => {
  const labels = tensor([0, 1], { dtype: "int32" });
  const x = tensor([1, 2]);
  expect(names((y: Tensor, t: Tensor) => add(exp(y), sum(oneHot(add(t, 1), 4))), x, labels)).toEqual([
    "add",
    "oneHot",
    "exp",
    "sum",
    "add",
  ]);
});

test("every output is a value of its own that an op computes: views, inputs and constants are copied", () => {
  const w = new Variable(tensor([1, 2]), "w");
  const graph = traceGraph(
    (x: Tensor) => {
      const y = mul(x, 2);
      w.assign(y);
      return [y, x, reshape(y, [2, 1]), tensor([3]), y];
    },
    tensor([1, 2]),
  );
  expect(new Set(graph.outputs).size).toBe(5);
  const ops = graph.outputs.map((value) => graph.nodes[value - graph.inputs.length]!.op.name);
  expect(ops).toEqual(["mul", "copy", "copy", "copy", "copy"]);
});
