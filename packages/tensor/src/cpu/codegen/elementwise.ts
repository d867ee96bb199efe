import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType } from "../../dtype.js";
import type { Expression } from "../../expression/expression.js";
import { type Steps, stepsOf } from "../../expression/steps.js";
import { contiguousStrides, type Shape, sizeOf } from "../../shape.js";
import type { CpuMachine, CpuRun } from "../kernel.js";
import { type Axis, collapse } from "./axes.js";
import { type Call, callOf, emptyCall } from "./call.js";
import { FunctionBody } from "./encoder.js";
import { generated } from "./generated.js";
import { Line } from "./line.js";
import { Reader, type Walk, walkOf } from "./loop.js";
import { Odometer, type Wheel } from "./odometer.js";

/** What the code depends on; shapes, strides and pointers are its arguments. */
interface Kernel {
  readonly steps: Steps;
  readonly inputs: readonly { readonly dtype: DType; readonly walk: Walk }[];
  readonly outputs: readonly DType[];
  /** Axes outside the inner loop. */
  readonly outer: number;
}

/** As `elementwiseCall`, of one expression. */
export function elementwiseProgram(
  machine: CpuMachine,
  root: Expression,
  inputs: readonly ValueSpec[],
  output: ValueSpec,
): CpuRun {
  const { args, run } = elementwiseCall(machine, [root], inputs, output.shape, [output.dtype]);
  const last = inputs.length;
  return (pointers, pointer) => {
    for (let i = 0; i < last; i++) args[i] = pointers[i]!;
    args[last] = pointer;
    run();
  };
}

/**
 * outputs[k][i] = roots[k](inputs[0][i], inputs[1][i], ...), the inputs read with any strides (0 where they are
 * stretched), the outputs written contiguously: each may lie where an input of the same layout lies, as an element
 * is read before it is written. The pointers are those of the inputs, then of the outputs. One WebAssembly module
 * serves every shape: its code depends on the expressions, the dtypes, the rank after merging axes, and how each
 * input lies along the innermost axis.
 * @param inputs In the outputs' shape.
 */
export function elementwiseCall(
  machine: CpuMachine,
  roots: readonly Expression[],
  inputs: readonly ValueSpec[],
  shape: Shape,
  outputs: readonly DType[],
): Call {
  const pointers = inputs.length + outputs.length;
  if (sizeOf(shape) === 0) return emptyCall(pointers);
  const axes = collapse(shape, [...inputs.map(({ strides }) => strides), contiguousStrides(shape)]);
  const inner: Axis = axes.at(-1) ?? { size: 1, strides: [...inputs.map(() => 0), 0] };
  const outer = axes.slice(0, -1);
  const kernel: Kernel = {
    steps: stepsOf(roots, machine.relaxedSimd),
    inputs: inputs.map(({ dtype }, i) => ({ dtype, walk: walkOf(inner.strides[i]!) })),
    outputs,
    outer: outer.length,
  };
  const run = generated(machine, "elementwise", kernel, () => elementwiseFunction(kernel));
  const widths = inputs.map(({ dtype }) => bytesOf(dtype));
  const rows = outer.reduce((product, { size }) => product * size, 1);
  const args = new Array<number>(pointers + 2).fill(0);
  kernel.inputs.forEach(({ walk }, i) => {
    if (walk === "apart") args.push(inner.strides[i]! * widths[i]!);
  });
  if (outer.length) args.push(inner.size);
  for (const { size, strides } of outer) args.push(size, ...widths.map((w, i) => strides[i]! * w));
  return callOf(machine, run, args, {
    range: pointers,
    count: outer.length ? rows : inner.size,
    grain: outer.length ? Math.max(1, Math.ceil(machine.grain / inner.size)) : machine.grain,
  });
}

/**
 * (pointer of each input and each output, begin, end, bytes between neighbours of each input that lies apart, and
 * with outer axes: length of a row, then for each outer axis its length and the bytes of a step in each input).
 * The range counts rows, or elements where there are no outer axes: threads may share the work.
 */
function elementwiseFunction({ steps, inputs, outputs, outer }: Kernel): FunctionBody {
  const apart = inputs.filter(({ walk }) => walk === "apart").length;
  const layout = outer > 0 ? 1 + outer * (1 + inputs.length) : 0;
  const first = inputs.length + outputs.length;
  const body = new FunctionBody(new Array(first + 2 + apart + layout).fill("i32"));
  const pointers = inputs.map((_, i) => i);
  const targets = outputs.map((dtype, i) => ({ dtype, pointer: inputs.length + i }));
  const [begin, end] = [first, first + 1];
  let next = end + 1;
  const strides = inputs.map(({ walk }) => (walk === "apart" ? next++ : -1));
  const count = body.local("i32");
  const row = (rowPointers: readonly number[]) => {
    const readers = inputs.map(
      (input, i) => new Reader(body, { ...input, pointer: rowPointers[i]!, stride: strides[i]! }),
    );
    new Line(body, steps, readers, targets, count).emit();
  };
  if (outer === 0) {
    inputs.forEach(({ dtype, walk }, i) => {
      if (walk === "fixed") return;
      body.increase(pointers[i]!, () => {
        body.get(begin);
        if (walk === "near") body.i32(bytesOf(dtype));
        else body.get(strides[i]!);
        body.op("i32.mul");
      });
    });
    for (const { dtype, pointer } of targets)
      body.increase(pointer, () => body.get(begin).i32(bytesOf(dtype)).op("i32.mul"));
    body.get(end, begin).op("i32.sub").set(count);
    row(pointers);
    return body;
  }
  const size = next++;
  const wheels: Wheel[] = Array.from({ length: outer }, () => ({
    size: next++,
    strides: inputs.map(() => next++),
  }));
  const odometer = new Odometer(body, wheels, pointers);
  odometer.start(begin);
  for (const { dtype, pointer } of targets)
    body.increase(pointer, () => body.get(begin, size).i32(bytesOf(dtype)).op("i32.mul", "i32.mul"));
  const rowPointers = inputs.map(() => body.local("i32"));
  body.while(
    () => body.get(begin, end).op("i32.lt_u"),
    () => {
      rowPointers.forEach((local, i) => {
        body.get(pointers[i]!).set(local);
      });
      body.get(size).set(count);
      row(rowPointers);
      odometer.step();
      body.increase(begin, () => body.i32(1));
    },
  );
  return body;
}
