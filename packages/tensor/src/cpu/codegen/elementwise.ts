import type { ValueSpec } from "../../backend.js";
import { bytesOf, type DType } from "../../dtype.js";
import type { Expression } from "../../expression/expression.js";
import { sizeOf } from "../../shape.js";
import type { CpuMachine, CpuRun } from "../kernel.js";
import { type Axis, collapse } from "./axes.js";
import { encodeModule, FunctionBody, isShared } from "./encoder.js";
import { Reader, type Walk, walkOf } from "./loop.js";
import { Lowering, lanesOf, type Width } from "./lower.js";
import { storeScalar, storeVector } from "./memory.js";
import { Odometer, type Wheel } from "./odometer.js";
import { type Steps, stepsOf } from "./steps.js";

/** What the code depends on; shapes, strides and pointers are its arguments. */
interface Kernel {
  readonly steps: Steps;
  readonly inputs: readonly { readonly dtype: DType; readonly walk: Walk }[];
  readonly output: DType;
  /** Axes outside the inner loop. */
  readonly outer: number;
}

type Entry = (...args: readonly number[]) => void;

/**
 * output[i] = root(inputs[0][i], inputs[1][i], ...), the inputs read with any strides (0 where they are
 * stretched), the output written contiguously. One WebAssembly module serves every shape: its code depends on
 * the expression, the dtypes, the rank after merging axes, and how each input lies along the innermost axis.
 * @param inputs In the output's shape.
 */
export function elementwiseProgram(
  machine: CpuMachine,
  root: Expression,
  inputs: readonly ValueSpec[],
  output: ValueSpec,
): CpuRun {
  if (sizeOf(output.shape) === 0) return () => undefined;
  const axes = collapse(output.shape, [...inputs.map(({ strides }) => strides), output.strides]);
  const inner: Axis = axes.at(-1) ?? { size: 1, strides: [...inputs, output].map(() => 0) };
  const outer = axes.slice(0, -1);
  const kernel: Kernel = {
    steps: stepsOf(root, machine.relaxedSimd),
    inputs: inputs.map(({ dtype }, i) => ({ dtype, walk: walkOf(inner.strides[i]!) })),
    output: output.dtype,
    outer: outer.length,
  };
  const layout = kernel.inputs.map(({ dtype, walk }) => `${dtype} ${walk}`).join();
  const key = `elementwise ${kernel.steps.key} ${layout} ${output.dtype} ${outer.length}`;
  const { run } = machine.instantiate(
    key,
    () => encodeModule(elementwiseFunction(kernel), isShared(machine)),
    kernel.steps.functions,
  );
  const widths = inputs.map(({ dtype }) => bytesOf(dtype));
  const rows = outer.reduce((product, { size }) => product * size, 1);
  const apart = kernel.inputs.flatMap(({ walk }, i) =>
    walk === "apart" ? [inner.strides[i]! * widths[i]!] : [],
  );
  const layoutArguments = outer.length
    ? [inner.size, ...outer.flatMap(({ size, strides }) => [size, ...widths.map((w, i) => strides[i]! * w)])]
    : [];
  const end = outer.length ? rows : inner.size;
  const grain = outer.length ? Math.max(1, Math.ceil(machine.grain / inner.size)) : machine.grain;
  return caller(machine, run as Entry, inputs.length, { end, grain }, [...apart, ...layoutArguments]);
}

/** Calls with (pointers, output, 0, end, rest): the common numbers of arguments without an array. */
function caller(
  machine: CpuMachine,
  run: Entry,
  count: number,
  { end, grain }: { readonly end: number; readonly grain: number },
  rest: readonly number[],
): CpuRun {
  if (end > grain) {
    const args = [...new Array<number>(count + 3).fill(0), ...rest];
    const work = { range: count + 1, count: end, grain };
    return (pointers, output) => {
      for (let i = 0; i < count; i++) args[i] = pointers[i]!;
      args[count] = output;
      machine.share(run, args, work);
    };
  }
  if (rest.length === 0) {
    if (count === 1) return (p, output) => run(p[0]!, output, 0, end);
    if (count === 2) return (p, output) => run(p[0]!, p[1]!, output, 0, end);
    if (count === 3) return (p, output) => run(p[0]!, p[1]!, p[2]!, output, 0, end);
  }
  const args = [...new Array<number>(count + 1).fill(0), 0, end, ...rest];
  return (pointers, output) => {
    for (let i = 0; i < count; i++) args[i] = pointers[i]!;
    args[count] = output;
    run(...args);
  };
}

/**
 * (pointer of each input, output, begin, end, bytes between neighbours of each input that lies apart, and with
 * outer axes: length of a row, then for each outer axis its length and the bytes of a step in each input).
 * The range counts rows, or elements where there are no outer axes: threads may share the work.
 */
function elementwiseFunction({ steps, inputs, output, outer }: Kernel): FunctionBody {
  const apart = inputs.filter(({ walk }) => walk === "apart").length;
  const layout = outer > 0 ? 1 + outer * (1 + inputs.length) : 0;
  const body = new FunctionBody(new Array(inputs.length + 3 + apart + layout).fill("i32"));
  const pointers = inputs.map((_, i) => i);
  const target = inputs.length;
  const [begin, end] = [target + 1, target + 2];
  let next = end + 1;
  const strides = inputs.map(({ walk }) => (walk === "apart" ? next++ : -1));
  const count = body.local("i32");
  const row = (rowPointers: readonly number[]) => {
    const readers = inputs.map(
      (input, i) => new Reader(body, { ...input, pointer: rowPointers[i]!, stride: strides[i]! }),
    );
    new Row(body, steps, readers, output, target, count).emit();
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
    body.increase(target, () => body.get(begin).i32(bytesOf(output)).op("i32.mul"));
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
  body.increase(target, () => body.get(begin, size).i32(bytesOf(output)).op("i32.mul", "i32.mul"));
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

/** The loops along one axis: vectors, several at a time where the expression is short, then what remains. */
class Row {
  readonly #lanes: 2 | 4;

  constructor(
    readonly body: FunctionBody,
    readonly steps: Steps,
    readonly readers: readonly Reader[],
    readonly output: DType,
    readonly target: number,
    readonly count: number,
  ) {
    const wide = output === "float64" || readers.some(({ source }) => source.dtype === "float64");
    this.#lanes = wide ? 2 : lanesOf(steps);
  }

  emit(): void {
    const { body, readers, count } = this;
    const lanes = this.#lanes;
    const short = this.steps.steps.length <= 16 && readers.every(({ source }) => source.walk !== "apart");
    body.get(count).i32(lanes).op("i32.ge_u");
    body.if(undefined, () => {
      const lowering = this.#prepare(lanes);
      for (const unroll of short ? [4, 1] : [1]) this.#loop(lowering, lanes, unroll);
    });
    body.get(count);
    body.if(undefined, () => this.#loop(this.#prepare(1), 1, 1));
  }

  #prepare(width: Width): Lowering {
    for (const reader of this.readers) reader.prepare(width);
    const lowering = new Lowering(this.body, this.steps, width, {
      local: (i) => this.readers[i]!.local(width),
      fixed: (i) => this.readers[i]!.source.walk === "fixed",
    });
    lowering.hoist();
    return lowering;
  }

  #loop(lowering: Lowering, width: Width, unroll: number): void {
    const { body, count } = this;
    const elements = width * unroll;
    body.while(
      () => body.get(count).i32(elements).op("i32.ge_u"),
      () => {
        for (let number = 0; number < unroll; number++) this.#element(lowering, width, number);
        for (const reader of this.readers) reader.advance(width, unroll);
        body.increase(this.target, () => body.i32(elements * bytesOf(this.output)));
        body.increase(count, () => body.i32(-elements));
      },
    );
  }

  #element(lowering: Lowering, width: Width, number: number): void {
    const { body, output, target } = this;
    for (const reader of this.readers) reader.read(width, number);
    if (width === 1) {
      body.get(target);
      lowering.emit();
      storeScalar(body, output);
    } else {
      const value = body.scratch("v128", "value");
      lowering.emit();
      body.set(value);
      storeVector(body, output, width, target, value, number * width * bytesOf(output));
    }
  }
}
