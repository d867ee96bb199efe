import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { typedArray } from "../../dtype.js";
import type { ScalarFunction } from "../../expression/expression.js";
import { input } from "../../expression/scalar.js";
import { stepsOf } from "../../expression/steps.js";
import { Machine } from "../machine.js";
import { elementwiseProgram } from "./elementwise.js";
import fixture from "./functions.fixture.json" with { type: "json" };

// MEBAE_DENSE=1 looks at every 4097th float32 and prints the largest errors.
const dense = process.env.MEBAE_DENSE === "1";

type Float = "float32" | "float64";
type Name = keyof typeof fixture;

const folder = new URL("../../expression/functions/", import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
const records = new Map<string, ScalarFunction>();
for (const file of files) {
  const name = file.slice(0, -3);
  const module: Record<string, ScalarFunction> = await import(`../../expression/functions/${name}.ts`);
  records.set(name, module[`${name}Function`]!);
}

/** The bounds in ulp, as the README promises them: name, float32, float64. */
const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
const bounds = new Map(
  [...readme.matchAll(/^\| `(\w+)` +\| (\S+) +\| (\S+) +\|$/gm)].map(([, name, single, double]) => [
    name!,
    { float32: Number(single), float64: Number(double) },
  ]),
);

const machines = [true, false].map((relaxedSimd) => new Machine({ threads: 1, relaxedSimd }));

/** The function on the engine, of columns of arguments. */
function evaluate(
  machine: Machine,
  record: ScalarFunction,
  dtype: Float,
  columns: readonly ArrayLike<number>[],
) {
  const n = columns[0]!.length;
  const width = dtype === "float32" ? 4 : 8;
  const spec = { dtype, shape: [n], strides: [1] };
  const [x, ...others] = columns.map((_, i) => input(i, dtype));
  const run = elementwiseProgram(
    machine,
    x!.call(record, ...others).node,
    columns.map(() => spec),
    spec,
  );
  const pointers = [...columns, []].map(() => machine.allocate(n * width));
  columns.forEach((column, i) => {
    typedArray(dtype, machine.memory.buffer, pointers[i]!, n).set(column);
  });
  const output = pointers.at(-1)!;
  run(pointers.slice(0, -1), output);
  const result = typedArray(dtype, machine.memory.buffer, output, n).slice();
  for (const pointer of pointers) machine.free(pointer);
  return result;
}

/** The distance to the next float from a value on. */
function ulp(value: number, dtype: Float): number {
  const [digits, least] = dtype === "float32" ? [23, -126] : [52, -1022];
  let exponent = Math.floor(Math.log2(Math.abs(value)));
  if (2 ** exponent > Math.abs(value)) exponent--;
  return 2 ** (Math.max(exponent, least) - digits);
}

/** The error in ulp against a value that float64 rounds; NaN, infinities and the sign of zero must agree. */
function error32(found: number, exact: number): number {
  const limit = 2 ** 128;
  const rounded = Math.fround(exact);
  if (Object.is(found, rounded)) return 0;
  if (Number.isNaN(found) || Number.isNaN(rounded) || (found === 0 && exact === 0)) return Infinity;
  if (Math.sign(found) === -Math.sign(exact) && found !== 0) return Infinity;
  if (Math.abs(exact) === Infinity) return Infinity;
  const finite = Number.isFinite(found) ? found : Math.sign(found) * limit;
  return Math.abs(finite - exact) / ulp(Math.min(Math.abs(exact), limit), "float32");
}

const special = [
  0,
  1,
  0.5,
  2,
  3,
  1e-30,
  1e30,
  Infinity,
  2 ** -126,
  2 ** -149,
  2 ** 127,
  5,
  2.5,
  1e6,
  88.72284,
];
const borders = [
  ...[
    Math.LN2 / 2,
    1.5 * Math.LN2,
    87.33655,
    88.72284,
    89.41599,
    103.97208,
    17.32868,
    Math.SQRT1_2,
    Math.SQRT2,
  ],
  ...[0.625, 10, 1, 4, 0.5, 10.1, 0.075, 0.925, 0.2928932, 0.41421356, Math.PI / 4, 0.75 * Math.PI],
  ...[12867, 2 ** -126, 2 ** 26, Math.PI / 2, Math.PI, 100 * Math.PI],
];

/** float32 values: every so many bit patterns, those around borders, and a grid where most functions live. */
function arguments32(count: number): number[] {
  const bits = new Uint32Array(1);
  const float = new Float32Array(bits.buffer);
  const values: number[] = [NaN];
  const add = (pattern: number) => {
    bits[0] = pattern;
    values.push(float[0]!);
  };
  for (let i = 0; i < count; i++) add(Math.floor((i + 0.37) * (2 ** 32 / count)));
  for (const value of [...borders, ...special]) {
    for (const sign of [1, -1]) {
      float[0] = sign * value;
      const middle = bits[0]!;
      for (let step = -4; step <= 4; step++) add((middle + step) >>> 0);
      values.push(sign * value);
    }
  }
  for (let i = 0; i < count; i++) values.push(Math.fround((i / count - 0.5) * 24));
  return values;
}

/** Arguments in columns: of two, pairs at random, and each special value with each. */
function columns32(arity: number): number[][] {
  if (arity === 1) return [arguments32(dense ? 2 ** 20 : 20000)];
  const x = arguments32(8000);
  const y = x.map((_, i) => x[(i * 7919) % x.length]!);
  // Powers that are neither 0 nor Infinity.
  const moderate = x.map((value, i) =>
    Math.fround((((i * 31) % 997) / 997) * (80 / Math.log(Math.abs(value)))),
  );
  const hard = [...special, ...special.map((value) => -value), NaN];
  return [
    [...x, ...x.map(Math.abs), ...hard.flatMap((value) => hard.map(() => value))],
    [...y, ...moderate, ...hard.flatMap(() => hard)],
  ];
}

const arity = (name: string) => (name in fixture ? fixture[name as Name][0]!.length - 2 : 1);

test("the README gives a bound for each function, and its file says the same", () => {
  const expanded = [...records].filter(([, { expand }]) => expand).map(([name]) => name);
  expect([...bounds.keys()].sort()).toEqual(expanded.sort());
  expect(Object.keys(fixture).sort()).toEqual(expanded);
  for (const [name, { float32, float64 }] of bounds) {
    const source = readFileSync(new URL(`${name}.ts`, folder), "utf8");
    expect(source).toContain(`Within ${float32} ulp in float32, ${float64} in float64`);
  }
});

for (const [name, bound] of bounds) {
  const record = records.get(name)!;

  test(`${name} of float32 is within ${bound.float32} ulp`, () => {
    const columns = columns32(arity(name)).map((column) => Float32Array.from(column));
    const exact = Array.from(columns[0]!, (x, i) => record.reference(x, columns[1]?.[i] ?? 0));
    for (const machine of machines) {
      let [worst, at] = [0, 0];
      evaluate(machine, record, "float32", columns).forEach((found, i) => {
        const error = error32(found, exact[i]!);
        if (!(error <= worst)) [worst, at] = [error, i];
      });
      expect(worst, `of ${columns.map((column) => column[at])}`).toBeLessThanOrEqual(bound.float32);
      if (dense) console.log(name, "float32", machine.relaxedSimd, worst.toFixed(2));
    }
  });

  test(`${name} of float64 is within ${bound.float64} ulp`, () => {
    const rows: readonly (readonly number[])[] = fixture[name as Name];
    const columns = Array.from({ length: arity(name) }, (_, i) => rows.map((row) => row[i]!));
    for (const machine of machines) {
      let [worst, at] = [0, 0];
      evaluate(machine, record, "float64", columns).forEach((found, i) => {
        const [nearest, rest] = rows[i]!.slice(-2) as [number, number];
        const error = Math.abs((found - nearest) / ulp(nearest, "float64") - rest);
        if (!(error <= worst)) [worst, at] = [error, i];
      });
      expect(worst, `of ${columns.map((column) => column[at])}`).toBeLessThanOrEqual(bound.float64);
      if (dense) console.log(name, "float64", machine.relaxedSimd, worst.toFixed(2));
    }
  });

  test(`${name} of float64 agrees with the reference on zeros, infinities, NaN and limits`, () => {
    const hard = [
      0,
      1,
      0.5,
      2,
      3,
      Infinity,
      5e-324,
      2 ** -1022,
      Number.MAX_VALUE,
      1e300,
      4e9,
      1e-300,
      710,
      746,
    ];
    const all = [...hard, ...hard.map((value) => -value), NaN];
    // The reference's quantile divides by probabilities, which have few digits there; the fixture has those.
    const values = all.filter((x) => name !== "normalQuantile" || x !== 5e-324);
    const columns =
      arity(name) === 1
        ? [values]
        : [values.flatMap((x) => values.map(() => x)), values.flatMap(() => values)];
    for (const machine of machines) {
      evaluate(machine, record, "float64", columns).forEach((found, i) => {
        const wanted = record.reference(columns[0]![i]!, columns[1]?.[i] ?? 0);
        const where = `of ${columns.map((column) => column[i])}`;
        if (Number.isFinite(wanted) && wanted !== 0) {
          expect(Math.abs(found / wanted - 1), where).toBeLessThanOrEqual((bound.float64 + 4) * 2 ** -52);
        } else expect(found, where).toBe(wanted);
      });
    }
  });

  test(`${name} has the same bits wherever an element stands`, () => {
    for (const dtype of ["float32", "float64"] as const) {
      const columns = columns32(arity(name)).map((column) =>
        column.filter((_, i) => i % 997 === 0).slice(0, 43),
      );
      for (const machine of machines) {
        const together = evaluate(machine, record, dtype, columns);
        const alone = columns[0]!.map(
          (_, i) =>
            evaluate(
              machine,
              record,
              dtype,
              columns.map((c) => [c[i]!]),
            )[0],
        );
        expect([...together]).toEqual(alone);
      }
    }
  });
}

test("expansions need no function of the host, but for angles too large to reduce", () => {
  for (const [name, record] of records) {
    const [x, y] = [input(0, "float32"), input(1, "float32")];
    const { functions } = stepsOf([x.call(record, y).node]);
    const needed = record.expand && !["sin", "cos", "tan"].includes(name) ? [] : [name];
    expect(Object.keys(functions)).toEqual(needed);
  }
});
