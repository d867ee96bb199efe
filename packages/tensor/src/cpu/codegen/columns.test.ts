import { expect, test } from "vitest";
import { bytesOf, type DType, typedArray } from "../../dtype.js";
import { input, type Scalar } from "../../expression/scalar.js";
import type { Operand, RowProgram } from "../../fuse/rowProgram.js";
import { Generator } from "../../random/generator.js";
import { cutMachine, type TestMachine } from "../kernels/kernelHarness.js";
import { Machine } from "../machine.js";
import { rowCall } from "./rows.js";

type Float = "float32" | "float64";
type Size = readonly [rows: number, columns: number];

/** Batch normalization of columns, with a weight for each row: z = w·(γ(x-μ)/√(σ²+ε) + β), and μ and the truth of z > 0. */
function normalization(dtype: Float, [n, c]: Size, xStrides: readonly number[]): RowProgram {
  const x = input(0, dtype);
  const [gamma, beta, weight] = [1, 2, 3].map((i) => input(i, dtype)) as [Scalar, Scalar, Scalar];
  const [total, squares] = [input(4, dtype), input(5, dtype)];
  const average = total.div(n);
  const centred = x.sub(average);
  const scale = gamma.div(squares.div(n).add(1e-5).sqrt());
  const z = centred.mul(scale).add(beta).mul(weight);
  const sum = { initial: 0, combine: input(0, dtype).add(input(1, dtype)).node, accumulator: dtype };
  const row = (strides: readonly number[], type: DType = dtype): Operand => ({ dtype: type, strides });
  return {
    shape: [n, c],
    reduced: [true, false],
    reads: [row(xStrides), row([0, 1]), row([0, 1]), row([1, 0])],
    writes: [row([c, 1]), row([0, 1]), row([c, 1], "bool")],
    stages: [
      { reductions: [{ ...sum, map: x.node }], stores: [] },
      { reductions: [{ ...sum, map: centred.mul(centred).node }], stores: [] },
      {
        reductions: [],
        stores: [
          { value: z.node, target: 0 },
          { value: z.greater(0).node, target: 2 },
        ],
      },
    ],
    results: [{ value: average.node, target: 1 }],
  };
}

/** What the program makes of random values; z is written over x where that lies as z does. */
function run(machine: TestMachine, dtype: Float, [n, c]: Size, isTransposed: boolean) {
  const random = new Generator(n + c);
  const put = (count: number, type: DType, value: () => number) => {
    const pointer = machine.allocate(count * bytesOf(type) + 64);
    const data = typedArray(type, machine.memory.buffer, pointer, count);
    for (let i = 0; i < count; i++) data[i] = value();
    return { pointer, data };
  };
  const x = put(n * c, dtype, () => random.uniform(-1, 3));
  const [gamma, beta, weight] = [c, c, n].map((count) => put(count, dtype, () => random.uniform(0.5, 2)));
  const [z, means, truth] = [n * c, c, n * c].map((count, i) =>
    put(count, i === 2 ? "bool" : dtype, () => 0),
  );
  const given = [x, gamma!, beta!, weight!].map(({ data }) => Float64Array.from(data));
  const target = isTransposed ? z! : x;
  const call = rowCall(machine, normalization(dtype, [n, c], isTransposed ? [1, n] : [c, 1]));
  [x, gamma!, beta!, weight!, target, means!, truth!].forEach(({ pointer }, i) => {
    call.args[i] = pointer;
  });
  call.run();
  const made = [target, means!, truth!].map(({ data }) => Float64Array.from(data));
  for (const { pointer } of [x, gamma!, beta!, weight!, z!, means!, truth!]) machine.free(pointer);
  return { given, made };
}

/** The same in float64, by definition. */
function expected([x, gamma, beta, weight]: readonly Float64Array[], [n, c]: Size, isTransposed: boolean) {
  const [z, means] = [new Float64Array(n * c), new Float64Array(c)];
  for (let j = 0; j < c; j++) {
    const column = Array.from({ length: n }, (_, i) => x![isTransposed ? j * n + i : i * c + j]!);
    means[j] = column.reduce((a, b) => a + b, 0) / n;
    const variance = column.reduce((a, b) => a + (b - means[j]!) ** 2, 0) / n;
    const scale = gamma![j]! / Math.sqrt(variance + 1e-5);
    column.forEach((value, i) => {
      z[i * c + j] = weight![i]! * (scale * (value - means[j]!) + beta![j]!);
    });
  }
  return [z, means];
}

const machine = new Machine({ threads: 1 });
/** Of one row and of several together, of several tiles, of blocks of rows and of blocks of those. */
const sizes: Size[] = [[1, 40], [5, 3], [7, 700], [128, 40], [300, 70], [1000, 33], [66_000, 3]]; // biome-ignore format: a list

for (const dtype of ["float32", "float64"] as const) {
  for (const isTransposed of [false, true]) {
    test.each(sizes)(
      `${dtype} columns of [%i, %i]${isTransposed ? ", side by side in memory" : ""}`,
      (...size) => {
        const { given, made } = run(machine, dtype, size, isTransposed);
        const unit = dtype === "float32" ? 2 ** -24 : 2 ** -53;
        const errors = expected(given, size, isTransposed).map((list, k) =>
          list.reduce(
            (most, value, i) => Math.max(most, Math.abs(made[k]![i]! - value) / (1 + Math.abs(value))),
            0,
          ),
        );
        expect(Math.max(...errors)).toBeLessThan(600 * unit);
        made[0]!.forEach((z, i) => {
          if (made[2]![i] !== Number(z > 0)) expect(made[2]![i], `${i}`).toBe(Number(z > 0));
        });
        // In small tiles and uneven ranges, each with a work space of its own.
        expect(run(cutMachine(3), dtype, size, isTransposed)).toEqual({ given, made });
      },
    );
  }
}

test("a program with more totals than outputs", () => {
  const [n, c] = [12, 40];
  const program = normalization("float64", [n, c], [c, 1]);
  const one = { dtype: "float64", strides: [c, 1] } as const;
  const [x, total, squares] = [0, 1, 2].map((i) => input(i, "float64")) as [Scalar, Scalar, Scalar];
  const centred = x.sub(total.div(n));
  const [first, second] = program.stages.map(({ reductions }) => reductions[0]!);
  const call = rowCall(machine, {
    ...{ shape: [n, c], reduced: [true, false], reads: [one], writes: [one], results: [] },
    stages: [
      { reductions: [first!], stores: [] },
      { reductions: [{ ...second!, map: centred.mul(centred).node }], stores: [] },
      { reductions: [], stores: [{ value: centred.div(squares.sqrt()).node, target: 0 }] },
    ],
  });
  const at = machine.allocate(n * c * 8);
  const data = new Float64Array(machine.memory.buffer, at, n * c);
  const random = new Generator(5);
  for (let i = 0; i < data.length; i++) data[i] = random.uniform();
  call.args[0] = at;
  call.args[1] = at;
  call.run();
  for (let j = 0; j < c; j++) {
    const column = Array.from({ length: n }, (_, i) => data[i * c + j]!);
    expect(column.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 12);
    expect(column.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
  }
});
