import { expect, test } from "vitest";
import { bytesOf, type DType, typedArray } from "../../dtype.js";
import type { ScalarType } from "../../expression/expression.js";
import { input, type Scalar } from "../../expression/scalar.js";
import { scalarTypeOf } from "../../ops/cast.js";
import { Generator } from "../../random/generator.js";
import { contiguousStrides, reducedShape, sizeOf, stridedOffsets } from "../../shape.js";
import { Machine } from "../machine.js";
import { layouts, type Placed, place, readBack } from "./testArrays.js";
import { reductionProgram } from "./testing/reductionProgram.js";

const machine = new Machine();

interface Rule {
  readonly initial: number;
  readonly map?: (x: Scalar) => Scalar;
  readonly combine: (a: Scalar, b: Scalar) => Scalar;
  readonly finish?: (a: Scalar) => Scalar;
  /** The same on numbers. */
  readonly plain: (values: readonly number[]) => number;
}

const sum: Rule = {
  initial: 0,
  combine: (a, b) => a.add(b),
  plain: (values) => values.reduce((a, b) => a + b, 0),
};
const largest: Rule = {
  initial: Number.NEGATIVE_INFINITY,
  combine: (a, b) => a.maximum(b),
  plain: (values) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
};
const rootOfSquares: Rule = {
  initial: 0,
  map: (x) => x.mul(x),
  combine: (a, b) => a.add(b),
  finish: (a) => a.sqrt(),
  plain: (values) => Math.sqrt(values.reduce((a, b) => a + b * b, 0)),
};
const any: Rule = {
  initial: 0,
  combine: (a, b) => a.or(b),
  plain: (values) => Number(values.some((value) => value !== 0)),
};

function run(rule: Rule, x: Placed, axes: readonly number[], dtype: DType): number[] {
  const type: ScalarType = scalarTypeOf(dtype);
  const shape = reducedShape(x.spec.shape, axes, false);
  const element = input(0, scalarTypeOf(x.spec.dtype)).convert(type);
  const expressions = {
    initial: rule.initial,
    map: (rule.map?.(element) ?? element).node,
    combine: rule.combine(input(0, type), input(1, type)).node,
    finish: rule.finish?.(input(0, type)).node,
  };
  const output = { dtype, shape, strides: contiguousStrides(shape) };
  const bytes = sizeOf(shape) * bytesOf(dtype);
  const pointer = machine.allocate(bytes + 64);
  machine.bytes.fill(0xa5, pointer, pointer + bytes + 64);
  reductionProgram(machine, expressions, x.spec, axes, output, type)([x.pointer], pointer);
  expect(machine.bytes.subarray(pointer + bytes, pointer + bytes + 64).every((b) => b === 0xa5)).toBe(true);
  return readBack(machine, dtype, shape, pointer);
}

function expected(rule: Rule, { spec, values }: Placed, axes: readonly number[]): number[] {
  const kept = reducedShape(spec.shape, axes, true);
  const strides = contiguousStrides(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const groups = Array.from({ length: sizeOf(kept) }, (): number[] => []);
  let i = 0;
  for (const at of stridedOffsets(spec.shape, strides)) groups[at]!.push(values[i++]!);
  return groups.map(rule.plain);
}

const shapes = [[], [1], [7], [50], [3, 0], [0, 3], [9, 21], [40, 5], [3, 4, 5], [2, 3, 70], [3, 6, 2, 5]];

function subsets(rank: number): number[][] {
  return Array.from({ length: 2 ** rank }, (_, bits) =>
    Array.from({ length: rank }, (_, axis) => axis).filter((axis) => bits & (1 << axis)),
  );
}

function everywhere(check: (x: Placed, axes: readonly number[], at: string) => void, dtype: DType) {
  const random = new Generator(7);
  for (const shape of shapes) {
    for (const layout of layouts) {
      const x = place(machine, dtype, shape, layout, random);
      for (const axes of subsets(shape.length)) check(x, axes, `${layout} [${shape}] over [${axes}]`);
    }
  }
}

for (const [name, rule] of Object.entries({ sum, rootOfSquares })) {
  for (const dtype of ["float32", "float64"] as const) {
    test(`${name} of ${dtype} over every set of axes, in every layout`, () => {
      // n·u·Σ|x| (Higham 2002, section 4.2); the float64 sums to compare with err as much themselves.
      const unit = dtype === "float32" ? 2 ** -24 : 2 ** -52;
      everywhere((x, axes, at) => {
        const found = run(rule, x, axes, dtype);
        const wanted = expected(rule, x, axes);
        const sizes = expected(rule, { ...x, values: x.values.map(Math.abs) }, axes);
        const n = x.values.length / Math.max(1, wanted.length);
        expect(found.length, at).toBe(wanted.length);
        found.forEach((value, i) => {
          expect(Math.abs(value - wanted[i]!), at).toBeLessThanOrEqual(unit * (n + 3) * sizes[i]!);
        });
      }, dtype);
    });
  }
}

for (const [from, to] of [
  ["int32", "int32"],
  ["uint8", "int32"],
  ["bool", "int32"],
  ["uint8", "float64"],
] as const) {
  test(`sums of ${from} in ${to} are exact`, () => {
    everywhere((x, axes, at) => expect(run(sum, x, axes, to), at).toEqual(expected(sum, x, axes)), from);
  });
}

test("any, of bool and of float32 and float64 as truth values", () => {
  for (const from of ["bool", "float32", "float64"] as const) {
    everywhere((x, axes, at) => expect(run(any, x, axes, "bool"), at).toEqual(expected(any, x, axes)), from);
  }
});

test("the largest is NaN where one is NaN, wherever it stands", () => {
  for (const dtype of ["float32", "float64"] as const) {
    for (const shape of [[29], [13, 11], [11, 40]]) {
      for (let at = 0; at < sizeOf(shape); at += 5) {
        const x = place(machine, dtype, shape, "contiguous", new Generator(at));
        const values = [...x.values];
        values[at] = Number.NaN;
        typedArray(dtype, machine.memory.buffer, x.pointer, values.length)[at] = Number.NaN;
        for (const axes of subsets(shape.length)) {
          expect(run(largest, x, axes, dtype)).toEqual(expected(largest, { ...x, values }, axes));
        }
      }
    }
  }
});

test("a long float32 sum errs far less than one accumulator would", () => {
  const n = 1 << 20;
  for (const shape of [[n], [n / 8, 8], [1024, n / 1024]]) {
    const pointer = machine.allocate(n * 4);
    const data = typedArray("float32", machine.memory.buffer, pointer, n);
    const random = new Generator(9);
    for (let i = 0; i < n; i++) data[i] = 0.1 + random.uniform();
    const spec = { dtype: "float32" as const, shape, strides: contiguousStrides(shape) };
    let exact = 0;
    for (const value of data) exact += value;
    let naive = 0;
    for (const value of data) naive = Math.fround(naive + value);
    const axes = shape.map((_, axis) => axis);
    const [all] = run(sum, { spec, pointer, values: [] }, axes, "float32");
    expect(Math.abs(naive - exact) / exact).toBeGreaterThan(2 ** -19);
    expect(Math.abs(all! - exact) / exact).toBeLessThan(2 ** -22);
    if (shape.length < 2) continue;
    const columns = run(sum, { spec, pointer, values: [] }, [0], "float32");
    const wanted = new Float64Array(shape[1]!);
    data.forEach((value, i) => {
      wanted[i % shape[1]!]! += value;
    });
    columns.forEach((value, i) => {
      expect(Math.abs(value - wanted[i]!) / wanted[i]!).toBeLessThan(2 ** -21);
    });
    machine.free(pointer);
  }
});

test("each kept position is one unit of work, and its blocks don't depend on who runs it", () => {
  const x = place(machine, "float32", [6, 5000], "contiguous", new Generator(4));
  const whole = run(sum, x, [1], "float32");
  for (let row = 0; row < 6; row++) {
    const one = { ...x, spec: { ...x.spec, shape: [1, 5000] }, pointer: x.pointer + row * 5000 * 4 };
    expect(run(sum, one, [1], "float32")[0]).toBe(whole[row]);
  }
});
