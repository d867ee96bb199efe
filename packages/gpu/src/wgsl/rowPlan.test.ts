import { any, argMax, greater, max, mean, mul, sum, type Tensor, tensor } from "@mebae/tensor";
import { contiguousStrides, type Expression, type RowProgram } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { gpu } from "../backend.js";
import { type Dispatch, leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { runDispatch } from "../testing/workgroup/run.js";
import { rowPlan } from "./rowPlan.js";

const length = 1_000_003;
/** Whole numbers below 2²⁴ in all, so that sums are exact in any order; the largest once. */
const numbers = Float32Array.from({ length }, (_, i) => (Math.imul(i, 40503) >>> 8) % 16);
numbers[777_777] = 16;
const total = numbers.reduce((a, b) => a + b);

/** The plan of the sums along the last axis. */
function sums(rows: number, columns: number, facts = leastFacts, dtype: "float32" | "float16" = "float32") {
  const shape = [rows, columns];
  const value = (index: number) => ({ kind: "input", type: "float32", index }) as const;
  const combine = { kind: "binary", type: "float32", operator: "add", a: value(0), b: value(1) } as const;
  const program: RowProgram = {
    shape,
    reduced: [false, true],
    reads: [{ dtype, strides: contiguousStrides(shape) }],
    writes: [{ dtype, strides: [1, 0] }],
    stages: [{ reductions: [{ initial: 0, map: value(0), combine, accumulator: "float32" }], stores: [] }],
    results: [{ value: value(1), target: 0 }],
  };
  const buffers = { reads: [{ kind: "input", index: 0 }], writes: [0], inputs: 1, outputs: 1 } as const;
  return rowPlan(facts, program, buffers, "sum");
}

test("float16 is added up in float32; a workgroup's rows past the last walk along none", () => {
  const { dispatches } = sums(37, 30, { ...leastFacts, float16: true }, "float16");
  expect(dispatches.map(({ code }) => code).join()).toMatchSnapshot();
});

test("few long rows are split; many rows, short ones and what needs too many buffers are not", () => {
  const { dispatches, scratch } = sums(1, length);
  // Of 2048 elements each: 16 for each of 128 lanes.
  expect(dispatches.map(({ workgroups }) => workgroups)).toEqual([488, 1]);
  expect(scratch).toEqual([4 * 488]);
  expect(dispatches[1]!.code).toMatchSnapshot();
  // 48 parts are combined by 64 lanes, two rows to a workgroup.
  expect(sums(3, 100_001).dispatches.map(({ workgroups }) => workgroups)).toEqual([3 * 48, 2]);
  expect(sums(4096, 65536).dispatches).toHaveLength(1);
  expect(sums(1, 8000).dispatches).toHaveLength(1);
  expect(sums(1, length, { ...leastFacts, storageBuffers: 1 }).dispatches).toHaveLength(1);
});

test("each stage of long rows is a dispatch, which binds what it uses and the parts' totals", () => {
  const shape = [8, 17_000];
  const [value, scale, total] = [0, 1, 2].map(
    (index) => ({ kind: "input", type: "float32", index }) as const,
  );
  const both = (operator: "add" | "subtract" | "multiply", a: Expression, b: Expression) =>
    ({ kind: "binary", type: "float32", operator, a, b }) as const;
  const [dtype, all, one] = ["float32", contiguousStrides(shape), [1, 0]] as const;
  const reductions = [
    { initial: 0, map: value!, combine: both("add", value!, scale!), accumulator: dtype },
  ] as const;
  const program: RowProgram = {
    shape,
    reduced: [false, true],
    reads: [
      { dtype, strides: all },
      { dtype, strides: one },
    ],
    writes: [
      { dtype, strides: all },
      { dtype, strides: one },
    ],
    stages: [
      { reductions, stores: [] },
      { reductions: [], stores: [{ value: both("subtract", value!, total!), target: 0 }] },
    ],
    results: [{ value: both("multiply", total!, scale!), target: 1 }],
  };
  const reads = [0, 1].map((index) => ({ kind: "input", index }) as const);
  const buffers = { reads, writes: [0, 1], inputs: 2, outputs: 2 };
  const plan = (storageBuffers: number) =>
    rowPlan({ ...leastFacts, storageBuffers }, program, buffers, "centre");
  const { dispatches, scratch } = plan(5);
  expect(dispatches.map(({ workgroups }) => workgroups)).toEqual([8 * 8, 8 * 8]);
  expect(scratch).toEqual([4 * 8 * 8]);
  const bound = dispatches.map((dispatch) =>
    dispatch.buffers.map(({ kind, index, writes }) => `${kind} ${index}${writes ? " written" : ""}`),
  );
  expect(bound).toEqual([
    ["input 0", "scratch 0 written"],
    ["input 0", "input 1", "output 0 written", "output 1 written", "scratch 0"],
  ]);
  expect(dispatches[1]!.code).toMatchSnapshot();
  expect(plan(4).dispatches).toHaveLength(1);
});

test("packed results of long rows have a dispatch of their own, and a word's bytes are of four rows", () => {
  const [rows, columns] = [6, 17_000];
  const shape = [rows, columns];
  const [x, total] = [0, 1].map((index) => ({ kind: "input", type: "float32", index }) as const);
  const greatest = { kind: "binary", type: "float32", operator: "maximum", a: x!, b: total! } as const;
  const centred = { kind: "binary", type: "float32", operator: "subtract", a: x!, b: total! } as const;
  const three = { kind: "constant", type: "float32", value: 3 } as const;
  const isLarge = { kind: "compare", type: "bool", operator: "less", a: three, b: total! } as const;
  const strides = contiguousStrides(shape);
  const program: RowProgram = {
    shape,
    reduced: [false, true],
    reads: [{ dtype: "float32", strides }],
    writes: [
      { dtype: "float32", strides },
      { dtype: "bool", strides: [1, 0] },
    ],
    stages: [
      { reductions: [{ initial: -1e30, map: x!, combine: greatest, accumulator: "float32" }], stores: [] },
      { reductions: [], stores: [{ value: centred, target: 0 }] },
    ],
    results: [{ value: isLarge, target: 1 }],
  };
  const buffers = { reads: [{ kind: "input", index: 0 }], writes: [0, 1], inputs: 1, outputs: 2 } as const;
  const { dispatches, scratch } = rowPlan(leastFacts, program, buffers, "centre");
  expect(dispatches).toHaveLength(3);
  // The greatest of row r is r.
  const input = Float32Array.from({ length: rows * columns }, (_, i) => Math.floor(i / columns) - (i % 7));
  const held = {
    input: [input.buffer],
    output: [new ArrayBuffer(4 * input.length), new ArrayBuffer(8)],
    scratch: scratch!.map((bytes) => new ArrayBuffer(bytes)),
    refusals: [],
  };
  for (const dispatch of dispatches) {
    const bound = dispatch.buffers.map(({ kind, index }) => ({ bytes: held[kind][index]!, offset: 0 }));
    runDispatch(dispatch, bound, 32);
  }
  expect([...new Uint8Array(held.output[1]!, 0, rows)]).toEqual([0, 0, 0, 0, 1, 1]);
  expect(new Float32Array(held.output[0]!)).toEqual(input.map((_, i) => 0 - (i % 7)));
});

test("where a subgroup holds a row, nothing goes through workgroup memory", () => {
  const [{ code }] = sums(4096, 300, { ...leastFacts, subgroupSize: 32 }).dispatches as [Dispatch];
  expect(code).not.toContain("workgroup>");
  expect(code).not.toContain("workgroupBarrier");
  expect(code).toContain("subgroupShuffleXor");
});

async function item(x: Tensor): Promise<number> {
  return Number((await x.data())[0]);
}

gpuTest("a row of 1,000,003 elements, in parts", async () => {
  using backend = await gpu();
  const x = tensor(numbers, { backend });
  expect(await item(sum(x))).toBe(total);
  expect(await item(max(x))).toBe(16);
  expect(await item(mean(x))).toBeCloseTo(total / length, 5);
  expect(await item(argMax(x))).toBe(777_777);
  // Bools are combined and written as bytes.
  expect(await item(any(greater(x, 15.5)))).toBe(1);
  expect(await item(any(greater(x, 16)))).toBe(0);
  const whole = tensor(Int32Array.from(numbers), { backend });
  expect(await item(sum(whole))).toBe(total);
});

gpuTest("three long rows, along the last axis and along the first", async () => {
  using backend = await gpu();
  const columns = 200_001;
  const rows = [0, 1, 2].map((k) => numbers.subarray(k * columns, (k + 1) * columns));
  const sums = rows.map((row) => row.reduce((a, b) => a + b));
  const x = tensor(numbers.subarray(0, 3 * columns), { shape: [3, columns], backend });
  expect([...(await sum(x, { axes: 1 }).data())]).toEqual(sums);
  expect([...(await sum(mul(x, 2), { axes: 1 }).data())]).toEqual(sums.map((s) => 2 * s));
  const turned = Float32Array.from({ length: 3 * columns }, (_, i) => rows[i % 3]![Math.floor(i / 3)]!);
  const y = tensor(turned, { shape: [columns, 3], backend });
  expect([...(await sum(y, { axes: 0 }).data())]).toEqual(sums);
  expect([...(await any(greater(y, 14), { axes: 0 }).data())].map(Number)).toEqual([1, 1, 1]);
});

gpuTest("the same bits each time", async () => {
  using backend = await gpu();
  const x = tensor(
    Float32Array.from({ length }, (_, i) => Math.sin(i)),
    { backend },
  );
  const first = await item(sum(x));
  const exact = Array.from({ length }, (_, i) => Math.fround(Math.sin(i))).reduce((a, b) => a + b);
  expect(Math.abs(first - exact)).toBeLessThan(1e-3);
  for (let run = 0; run < 3; run++) expect(await item(sum(x))).toBe(first);
});
