import { expect, test } from "vitest";
import { bytesOf, type DType, dtypes, typedArray } from "../../dtype.js";
import { closure } from "../../expression/evaluate.js";
import { atan2Function } from "../../expression/functions/atan2.js";
import { expFunction } from "../../expression/functions/exp.js";
import { tanhFunction } from "../../expression/functions/tanh.js";
import { constant, input, type Scalar } from "../../expression/scalar.js";
import { scalarTypeOf } from "../../ops/cast.js";
import { Generator } from "../../random/generator.js";
import { contiguousStrides, sizeOf } from "../../shape.js";
import type { CpuMachine } from "../kernel.js";
import { Machine } from "../machine.js";
import { elementwiseProgram } from "./elementwise.js";
import { layouts, type Placed, place, readBack } from "./testArrays.js";

const machine = new Machine();
const shapes = [[], [1], [3], [37], [2, 19], [5, 1, 7], [3, 4, 5], [2, 3, 2, 9], [0, 4], [4, 0]];

function run(root: Scalar, inputs: readonly Placed[], dtype: DType, shape: readonly number[]): number[] {
  const output = { dtype, shape, strides: contiguousStrides(shape) };
  const size = sizeOf(shape);
  const bytes = size * bytesOf(dtype);
  const pointer = machine.allocate(bytes + 64);
  machine.bytes.fill(0xa5, pointer, pointer + bytes + 64);
  const program = elementwiseProgram(
    machine,
    root.node,
    inputs.map(({ spec }) => spec),
    output,
  );
  program(
    inputs.map((value) => value.pointer),
    pointer,
  );
  const after = machine.bytes.subarray(pointer + bytes, pointer + bytes + 64);
  expect(
    after.every((byte) => byte === 0xa5),
    "bytes after the output stay",
  ).toBe(true);
  return readBack(machine, dtype, shape, pointer);
}

function expected(root: Scalar, inputs: readonly Placed[], dtype: DType, size: number): number[] {
  const evaluate = closure(root.node);
  const out = typedArray(dtype, size);
  for (let i = 0; i < size; i++) out[i] = evaluate(inputs.map(({ values }) => values[i]!));
  return [...out];
}

for (const dtype of dtypes) {
  for (const to of dtypes) {
    test(`${dtype} to ${to}, in every layout`, () => {
      const random = new Generator(3);
      const root = input(0, scalarTypeOf(dtype)).convert(scalarTypeOf(to));
      for (const shape of shapes) {
        for (const layout of layouts) {
          const x = place(machine, dtype, shape, layout, random, true);
          expect(run(root, [x], to, shape), `${layout} [${shape}]`).toEqual(
            expected(root, [x], to, sizeOf(shape)),
          );
        }
      }
    });
  }
}

test("operands with layouts of their own, and one element for all", () => {
  const random = new Generator(5);
  const root = input(0, "float32").mul(input(1, "float32")).add(input(2, "int32").convert("float32"));
  for (const shape of shapes) {
    for (const first of layouts) {
      for (const second of layouts) {
        const inputs = [
          place(machine, "float32", shape, first, random),
          place(machine, "float32", shape, second, random),
          place(machine, "int32", shape, "stretched", random),
        ];
        const found = run(root, inputs, "float32", shape);
        const wanted = expected(root, inputs, "float32", sizeOf(shape));
        found.forEach((value, i) => {
          expect(Math.abs(value - wanted[i]!)).toBeLessThanOrEqual(2 ** -23 * (16 + Math.abs(wanted[i]!)));
        });
      }
    }
  }
});

/** A random expression whose float32 nodes are rounded as the closure's are not: hence float64 and integers only. */
function grow(random: Generator, inputs: readonly Scalar[], size: number): Scalar {
  const pool = [...inputs];
  const pick = (type: string) => {
    const fitting = pool.filter((scalar) => scalar.type === type);
    return fitting[Math.floor(random.uniform() * fitting.length)]!;
  };
  const types = ["float64", "int32", "uint32", "bool"] as const;
  for (const type of types) pool.push(constant(type === "bool" ? 1 : 3, type));
  for (let i = 0; i < size; i++) {
    const type = types[Math.floor(random.uniform() * types.length)]!;
    const other = types[Math.floor(random.uniform() * types.length)]!;
    const [a, b] = [pick(type), pick(type)];
    const common = [
      () => pick("bool").select(a, b),
      () => a.less(b),
      () => a.lessEqual(b),
      () => a.equal(b),
      () => a.notEqual(b),
      () => a.minimum(b),
      () => a.maximum(b),
      () => pick(other).convert(type),
    ];
    const float = [
      () => a.add(b),
      () => a.sub(b),
      () => a.mul(b),
      () => a.div(b),
      () => a.neg(),
      () => a.abs(),
      () => a.abs().sqrt(),
      () => a.floor(),
      () => a.ceil(),
      () => a.round(),
      () => a.truncate(),
    ];
    const integer = [
      () => a.add(b),
      () => a.sub(b),
      () => a.mul(b),
      () => a.div(b),
      () => a.neg(),
      () => a.abs(),
      () => a.and(b),
      () => a.or(b),
      () => a.xor(b),
      () => a.not(),
      () => a.shiftLeft(5),
      () => a.shiftRight(b),
      () => a.bitcast(type === "int32" ? "uint32" : "int32"),
    ];
    const logic = [() => a.and(b), () => a.or(b), () => a.xor(b), () => a.not()];
    const own = type === "float64" ? float : type === "bool" ? logic : integer;
    const choices = [...common, ...own];
    pool.push(choices[Math.floor(random.uniform() * choices.length)]!());
  }
  return pool.at(-1)!;
}

test("random expressions of every type are what the closure says, bit by bit", () => {
  const random = new Generator(11);
  for (let round = 0; round < 300; round++) {
    const wide = round % 2 === 0;
    const specs: DType[] = [wide ? "float64" : "int32", "int32", "uint8", "bool"];
    const scalars = specs.map((dtype, i) => input(i, scalarTypeOf(dtype)));
    if (!wide) scalars[0] = scalars[0]!.bitcast("uint32");
    const root = grow(random, wide ? scalars : [...scalars, constant(2, "float64")], 25);
    const shape = [round % 23];
    const inputs = specs.map((dtype) => place(machine, dtype, shape, "contiguous", random, true));
    const dtype = root.type === "uint32" ? "float64" : (root.type as DType);
    const fitted = root.type === "uint32" ? root.convert("float64") : root;
    expect(run(fitted, inputs, dtype, shape), `round ${round}`).toEqual(
      expected(fitted, inputs, dtype, shape[0]!),
    );
  }
});

test("float32 bits, integers and masks in vectors of four", () => {
  const random = new Generator(13);
  const x = input(0, "float32");
  const bits = x.bitcast("int32");
  const cases = [
    bits.shiftRight(23).and(255).sub(127).convert("float32"),
    bits.bitcast("uint32").shiftRight(3).bitcast("float32").abs(),
    x.less(0.5).select(x.floor(), x.ceil()),
    x.notEqual(x).select(-1, x.round()),
    x.convert("uint32").convert("float32"),
    x.greater(0).convert("float32"),
    x.truncate().minimum(1).maximum(-1),
    x.abs().sqrt().neg(),
    x.equal(0).or(x.lessEqual(-1)).convert("int32").convert("float32"),
  ];
  for (const root of cases) {
    const inputs = [place(machine, "float32", [43], "contiguous", random, true)];
    expect(run(root, inputs, "float32", [43])).toEqual(expected(root, inputs, "float32", 43));
  }
});

test("float64 as two words, multiply-adds and the lesser of two", () => {
  const [x, y] = [input(0, "float64"), input(1, "float64")];
  const cases = [
    x.highWord().convert("float64"),
    x.lowWord().convert("float64"),
    x.highWord().and(0x7fffffff).words(x.lowWord()),
    x.floor().multiplyAdd(3, y.floor()),
    x.less(y).select(x, y),
    x.less(y).select(y, x),
  ];
  for (const root of cases) {
    const random = new Generator(17);
    const inputs = [0, 1].map(() => place(machine, "float64", [43], "contiguous", random));
    expect(run(root, inputs, "float64", [43])).toEqual(expected(root, inputs, "float64", 43));
  }
});

/** The machine, with a look at the modules that it makes. */
function watched() {
  const made: WebAssembly.Exports[] = [];
  const known = new Set<string>();
  const watching: CpuMachine = {
    memory: machine.memory,
    relaxedSimd: machine.relaxedSimd,
    maximumThreads: 1,
    threads: { most: 1, joined: 1 },
    grain: machine.grain,
    share: (run, args, work) => machine.share(run, args, work),
    workspace: machine.workspace,
    instantiate: (key, bytes, math) => {
      const exports = machine.instantiate(`watched ${key}`, bytes, math);
      if (!known.has(key)) made.push(exports);
      known.add(key);
      return exports;
    },
  };
  return { watching, made };
}

test("one module serves every shape of an expression", () => {
  const { watching, made } = watched();
  const root = input(0, "float32").add(7).node;
  for (const shape of [[4], [5, 6], [2, 3, 4]]) {
    const spec = { dtype: "float32" as const, shape, strides: contiguousStrides(shape) };
    elementwiseProgram(watching, root, [spec], spec);
  }
  expect(made.length).toBe(1);
});

test("a range of the work touches that part of the output only", () => {
  const { watching, made } = watched();
  const x = place(machine, "float32", [4, 5], "gaps", new Generator(2));
  const output = { dtype: "float32" as const, shape: [4, 5], strides: [5, 1] };
  elementwiseProgram(watching, input(0, "float32").neg().node, [x.spec], output);
  const pointer = machine.allocate(80);
  machine.bytes.fill(0, pointer, pointer + 80);
  const { run: entry } = made[0] as { run: (...args: number[]) => void };
  const apart = [x.spec.strides[1]! * 4];
  entry(x.pointer, pointer, 1, 3, ...apart, 5, 4, x.spec.strides[0]! * 4);
  expect(readBack(machine, "float32", [4, 5], pointer)).toEqual(
    x.values.map((value, i) => (i >= 5 && i < 15 ? -value : 0)),
  );
});

test("functions of one and two arguments, in vectors and in what remains", () => {
  for (const type of ["float32", "float64"] as const) {
    const shape = [11];
    const inputs = [1, 2].map((seed) => place(machine, type, shape, "contiguous", new Generator(seed), true));
    const root = input(0, type).call(tanhFunction).call(atan2Function, input(1, type).call(expFunction));
    const found = run(root, inputs, type, shape);
    const unit = type === "float32" ? 2 ** -22 : 2 ** -50;
    expected(root, inputs, type, 11).forEach((wanted, i) => {
      if (Number.isNaN(wanted)) expect(found[i]).toBeNaN();
      else expect(Math.abs(found[i]! - wanted)).toBeLessThanOrEqual(unit * Math.abs(wanted));
    });
  }
});

test("an expression with shared parts stays small", () => {
  let x = input(0, "float64");
  for (let i = 0; i < 200; i++) x = x.add(x);
  const one = place(machine, "float64", [1], "contiguous", new Generator(1));
  expect(run(x, [one], "float64", [1])).toEqual([one.values[0]! * 2 ** 200]);
});
