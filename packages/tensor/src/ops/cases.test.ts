import { beforeAll, describe, expect, test } from "vitest";
import { allCases, type CaseInput, type OpCase, type OpCases, type OracleArray } from "../cases.js";
import { tensor } from "../creation.js";
import { useBackend } from "../current.js";
import { type DType, dtypes, isFloat, typedArray } from "../dtype.js";
import { Generator } from "../random/generator.js";
import { createReferenceBackend } from "../reference/backend.js";
import { sizeOf } from "../shape.js";
import type { Tensor } from "../tensor.js";
import * as publicFace from "./index.js";

// The reference against each op's oracle. Gradients and the other backends are the conformance suite's.
const shapes: readonly (readonly number[])[] = [[], [7], [2, 3], [0, 3]];

function casesOf(ops: OpCases): readonly OpCase[] {
  if (ops.cases) return ops.cases;
  return shapes.map((shape) => ({
    inputs: Array.from({ length: ops.elementwise!.arity }, () => ({ shape })),
  }));
}

/** Drawn values that the dtype holds exactly. */
function draw(input: CaseInput, index: number, ops: OpCases, dtype: DType, random: Generator): Tensor {
  const domain = (ops.domain ?? [-2, 2]) as readonly unknown[];
  const own = Array.isArray(domain[0]) ? domain[index] : domain;
  const [low, high] = input.range ?? (own as readonly [number, number]);
  const n = sizeOf(input.shape);
  let values = input.values ?? Array.from({ length: n }, () => low + (high - low) * random.uniform());
  if (!input.values && input.distinct) {
    const step = (high - low) / Math.max(1, n);
    values = Array.from({ length: n }, (_, i) => low + ((i * 7919 + 3) % n) * step);
    if (new Set(values).size !== n) values = Array.from({ length: n }, (_, i) => high - (i + 1) * step);
  }
  const data = typedArray(dtype, n);
  const floor = dtype === "int32" ? low : Math.max(0, low);
  values.forEach((value, i) => {
    const whole = input.values ? value : Math.max(Math.ceil(floor), Math.round(value));
    data[i] = isFloat(dtype) ? value : dtype === "bool" ? Number(whole !== 0) : whole;
  });
  return tensor(data, { shape: input.shape, dtype });
}

function call(ops: OpCases, inputs: readonly Tensor[], args: readonly unknown[]): Tensor {
  const f = (publicFace as Record<string, unknown>)[ops.name] as (...args: unknown[]) => unknown;
  expect(f, `@mebae/tensor exports no ${ops.name}`).toBeTypeOf("function");
  const order = ops.tensors ?? "spread";
  const result =
    order === "list" ? f(inputs, ...args) : order === "last" ? f(...args, ...inputs) : f(...inputs, ...args);
  return ops.result === undefined ? (result as Tensor) : (result as Record<string, Tensor>)[ops.result]!;
}

function expected(ops: OpCases, inputs: readonly OracleArray[], args: readonly unknown[]): OracleArray {
  if (!ops.elementwise) {
    return (ops.oracle as (inputs: readonly OracleArray[], ...args: unknown[]) => OracleArray)(
      inputs,
      ...args,
    );
  }
  const oracle = ops.oracle as (...scalars: number[]) => number;
  const { shape } = inputs[0]!;
  return {
    shape,
    data: Array.from({ length: sizeOf(shape) }, (_, i) => oracle(...inputs.map(({ data }) => data[i]!))),
  };
}

const epsilon: Partial<Record<DType, number>> = { float32: 2 ** -23, float64: 2 ** -52 };

/** What the dtype makes of a float64 value. */
function held(value: number, dtype: DType): number {
  if (dtype === "bool") return Number(value !== 0);
  const cell = typedArray(dtype, 1);
  cell[0] = value;
  return cell[0]!;
}

function check(ops: OpCases, c: OpCase, dtype: DType, random: Generator): void {
  const inputs = c.inputs.map((input, i) => draw(input, i, ops, input.dtype ?? dtype, random));
  const args = c.arguments ?? [];
  const output = call(ops, inputs, args);
  const wanted = expected(
    ops,
    inputs.map((input) => ({ shape: input.shape, data: Array.from(input.dataSync()) })),
    args,
  );
  expect(output.shape).toEqual(wanted.shape);
  const actual = output.dataSync();
  const unit = epsilon[output.dtype];
  const largest = Math.max(1, ...Array.from(wanted.data, Math.abs).filter(Number.isFinite));
  for (let i = 0; i < actual.length; i++) {
    const target = held(wanted.data[i]!, output.dtype);
    const at = `element ${i} of ${ops.name}`;
    if (unit === undefined || !Number.isFinite(target)) expect(actual[i], at).toEqual(target);
    else {
      // The absolute part covers sums that cancel; the composites of the reference round after each op.
      const bound = unit * (Math.max(ops.oracleUlp ?? 16, ops.ulp ?? 4) * Math.abs(target) + 16 * largest);
      expect(Math.abs(actual[i]! - target), `${at}: ${actual[i]} for ${target}`).toBeLessThanOrEqual(bound);
    }
  }
}

beforeAll(() => {
  useBackend(createReferenceBackend());
});

describe("the reference agrees with the oracles", () => {
  for (const [number, ops] of allCases.entries()) {
    for (const dtype of ops.dtypes ?? (["float32", "float64"] as const)) {
      test(`${ops.name} (${number}), ${dtype}`, () => {
        const random = new Generator(1 + number);
        for (const c of casesOf(ops)) check(ops, c, dtype, random);
      });
    }
  }
});

test("every case names dtypes that exist and has cases", () => {
  for (const ops of allCases) {
    expect(casesOf(ops).length, ops.name).toBeGreaterThan(0);
    for (const dtype of ops.dtypes ?? []) expect(dtypes).toContain(dtype);
  }
});

test("every op has cases", () => {
  const tested = new Set(allCases.map(({ name }) => name));
  const missing = Object.keys(publicFace)
    .filter((name) => !tested.has(name))
    .map((name) => `${name} has no cases in packages/tensor/src/cases.ts`);
  expect(missing, missing.join("; ")).toEqual([]);
});
