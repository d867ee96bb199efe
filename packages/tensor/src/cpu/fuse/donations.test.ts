import { expect, test } from "vitest";
import type { Graph } from "../../backend.js";
import type { TypedArray } from "../../dtype.js";
import { add } from "../../ops/add.js";
import { copyOp } from "../../ops/copyOp.js";
import { mul } from "../../ops/mul.js";
import type { AnyOp } from "../../ops/op.js";
import { sum } from "../../ops/sum.js";
import { Generator } from "../../random/generator.js";
import { createCpuBackend } from "../backend.js";
import type { CpuProgram } from "../plan.js";
import { drawInputs, GraphBuilder, plain, runGraph, runNodes } from "./testing/programs.js";

const backend = createCpuBackend({ threads: 1 });

/** The last two axes exchanged. */
const transposed: AnyOp = {
  kind: "view",
  name: "transposed",
  fusible: true,
  gradients: [null],
  infer: ([x]) => ({ dtype: x!.dtype, shape: [x!.shape[1]!, x!.shape[0]!] }),
  layout: ([m, n], [a, b]) => ({ shape: [n!, m!], strides: [b!, a!], offset: 0 }),
};

const matrix = plain("float32", [5, 5]);

/** What a graph gives when its donated inputs are overwritten is what it gives when nothing is. */
function expectSame(graph: Graph): string[] {
  const values: TypedArray[] = drawInputs(graph, new Generator(7));
  const wanted = runNodes(backend, graph, values);
  expect(runGraph(backend, graph, values, 2)).toEqual(wanted);
  return (backend.prepare(graph) as CpuProgram).steps.map(({ name }) => name);
}

test("a state is overwritten in place by what reads it element by element", () => {
  const b = new GraphBuilder([matrix, matrix]);
  const next = b.add(add.op, [0, 1]);
  expect(expectSame(b.graph([next], [[0, 0]]))).toEqual(["add [5, 5]"]);
});

test("a state that is read transposed while it is overwritten goes through a copy", () => {
  const b = new GraphBuilder([matrix]);
  const next = b.add(add.op, [0, b.add(transposed, [0])]);
  expect(expectSame(b.graph([next], [[0, 0]]))).toEqual(["add [5, 5]", "copy [5, 5]"]);
});

test("a state that a later kernel reads is overwritten after it", () => {
  const b = new GraphBuilder([matrix, plain("float32", [3, 3])]);
  const next = b.add(mul.op, [0, 0]);
  const total = b.add(sum.op, [b.add(transposed, [0])], { axes: [1], keepDims: false });
  expectSame(b.graph([next, total, b.add(sum.op, [next], { axes: [0], keepDims: false })], [[0, 0]]));
});

test("two states exchange their values", () => {
  for (const view of [false, true]) {
    const b = new GraphBuilder([matrix, matrix]);
    const [x, y] = view ? [b.add(transposed, [0]), b.add(transposed, [1])] : [0, 1];
    const donations = [
      [0, 0],
      [1, 1],
    ] as const;
    expectSame(b.graph([y, x], donations));
    expectSame(b.graph([b.add(copyOp, [y]), b.add(copyOp, [x])], donations));
  }
});

test("a state that later walks along a row read is written by the last", () => {
  const b = new GraphBuilder([plain("float32", [9, 33])]);
  const total = b.add(sum.op, [0], { axes: [1], keepDims: true });
  const first = b.add(add.op, [0, 0]);
  const second = b.add(mul.op, [0, total]);
  expectSame(b.graph([first, second], [[0, 0]]));
  expectSame(b.graph([first, second], [[1, 0]]));
  const column = b.add(sum.op, [0], { axes: [0], keepDims: true });
  const third = b.add(mul.op, [0, column]);
  expectSame(b.graph([third], [[0, 0]]));
});

test("one value may be several outputs, and an input an output", () => {
  const b = new GraphBuilder([matrix]);
  const x = b.add(add.op, [0, 0]);
  expectSame(b.graph([x, x, b.add(transposed, [x]), 0]));
});

test("a program keeps its temporaries' memory from run to run", () => {
  const b = new GraphBuilder([matrix]);
  const x = b.add(add.op, [0, b.add(transposed, [0])]);
  const y = b.add(add.op, [x, b.add(transposed, [x])]);
  const program = backend.prepare(b.graph([y])) as CpuProgram;
  const [from, to] = [backend.allocate(100), backend.allocate(100)].map((handle) => [{ handle, offset: 0 }]);
  backend.run(program, from!, to!);
  const { liveBytes } = backend.report();
  for (let i = 0; i < 10; i++) backend.run(program, from!, to!);
  expect(backend.report().liveBytes).toBe(liveBytes);
});
