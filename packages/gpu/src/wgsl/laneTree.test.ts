import {
  all,
  any,
  argMax,
  argMin,
  type Backend,
  greater,
  Key,
  logSumExp,
  matmul,
  max,
  min,
  mul,
  normal,
  product,
  softmax,
  square,
  sum,
  type Tensor,
  tensor,
} from "@mebae/tensor";
import type { Graph } from "@mebae/tensor/backend";
import { expect, test } from "vitest";
import { gpu } from "../backend.js";
import { type GpuKernel, leastFacts } from "../kernel.js";
import { gpuTest } from "../testing/dawn.js";
import { checkRun } from "../testing/run.js";
import { laneTree } from "./laneTree.js";
import { ShaderModule } from "./module.js";

/** Statements that leave in `total` of all lanes what a tree makes of their values, in a workgroup of 128. */
function treeCode(
  module: ShaderModule,
  lanes: number,
  along: boolean,
  operator: string,
  value: string,
  everywhere = true,
): string {
  const together = 128 / lanes;
  const [lane, row] = along
    ? [`local % ${lanes}u`, `local / ${lanes}u`]
    : [`local / ${together}u`, `local % ${together}u`];
  const text = laneTree(module, {
    layout: { lanes, together, along, lane: "lane", row: "row" },
    values: [{ name: "total", type: "f32" }],
    combine: ([a], [b]) => ({ statements: "", values: [`${a} ${operator} ${b}`] }),
    everywhere,
    prefix: "tree",
    memory: 0,
  });
  return `let lane = ${lane};\n  let row = ${row};\n  var total = ${value};\n  ${text}`;
}

/** The shader of a workgroup of 128 that adds up what its rows of so many lanes have. */
function added(lanes: number, subgroupSize: number, along = true, everywhere = false): string {
  const module = new ShaderModule({ ...leastFacts, subgroupSize }, "test");
  const out = module.output({ dtype: "float32", shape: [128], strides: [1] });
  const body = treeCode(module, lanes, along, "+", "f32(lane)", everywhere);
  return module.workgroups(1, 128, `${body}\n  if (lane == 0u) { ${out.store("row", "total")} }`).code;
}

const barriers = (code: string) => code.split("workgroupBarrier()").length - 1;

test("the fewer barriers the larger the smallest subgroup is", () => {
  const of = (lanes: number) => [1, 4, 8, 16, 32, 64, 128].map((size) => barriers(added(lanes, size)));
  expect(of(128)).toEqual([4, 3, 2, 1, 1, 1, 0]);
  expect(of(32)).toEqual([3, 2, 1, 1, 0, 0, 0]);
  expect(of(16)).toEqual([2, 1, 1, 0, 0, 0, 0]);
  expect(of(1)).toEqual([0, 0, 0, 0, 0, 0, 0]);
  // Lanes that are no neighbours share no subgroup.
  expect(added(8, 32, false)).toBe(added(8, 1, false));
});

test("its code: through memory, by shuffles alone, and by both", () => {
  expect([added(32, 1), added(16, 32, true, true), added(128, 8)].join("\n")).toMatchSnapshot();
});

/** What ends in trees: rows with a few lanes and with many, in parts too, and products of few rows or columns. */
const computations: Record<string, (backend: Backend) => Tensor[]> = {
  rows: (backend) =>
    [3, 17, 64, 1000].flatMap((length) => {
      const x = normal(new Key(length), [37, length], { backend });
      const along = { axes: 1 };
      return [sum(x, along), max(x, along), product(x, along), logSumExp(x, along), softmax(x)];
    }),
  "long rows": (backend) => {
    const x = normal(new Key(1), [2, 100_003], { backend });
    return [sum(x, { axes: 1 }), sum(square(x)), min(x), argMax(x, { axis: 1 }), argMin(x, { axis: 1 })];
  },
  "many rows": (backend) => {
    const x = normal(new Key(2), [4099, 16], { backend });
    return [sum(x, { axes: 1 }), softmax(x)];
  },
  "bools and whole numbers": (backend) => {
    const x = normal(new Key(3), [9, 300], { backend });
    const along = { axes: 1 };
    const whole = tensor(
      Int32Array.from({ length: 2700 }, (_, i) => Math.imul(i, 40503)),
      { shape: [9, 300], backend },
    );
    return [any(greater(x, 3), along), all(greater(x, -3), along), sum(whole, along), max(whole, along)];
  },
  "signed zeros and NaN": (backend) => {
    const numbers = [0, -0, Number.NaN, Number.NEGATIVE_INFINITY].map((rare) =>
      Float32Array.from({ length: 130 }, (_, i) => (i % 43 === 42 ? rare : -0)),
    );
    const x = tensor(
      numbers.flatMap((row) => [...row]),
      { shape: [4, 130], backend },
    );
    return [max(x, { axes: 1 }), min(x, { axes: 1 }), softmax(x), sum(x, { axes: 1 })];
  },
  "few rows or columns": (backend) =>
    [
      [1, 1, 5000],
      [1, 70, 900],
      [3, 70, 900],
      [70, 2, 900],
    ].flatMap(([m, n, k]) => {
      const a = normal(new Key(m!), [m!, k!], { backend });
      const b = normal(new Key(n!), [n!, k!], { backend });
      const c = normal(new Key(n!), [k!, n!], { backend });
      return [matmul(a, b, { transposeB: true }), matmul(a, c), matmul(mul(a, 2), c)];
    }),
};

const bits = (x: ArrayBufferView) => new Uint8Array(x.buffer, x.byteOffset, x.byteLength);

gpuTest("the same bits with subgroups as without", { timeout: 240_000 }, async (context) => {
  using backend = await gpu();
  if (!backend.features.has("subgroups")) return context.skip(`${backend.adapter} has no subgroups`);
  using without = await gpu({ features: [...backend.features].filter((feature) => feature !== "subgroups") });
  expect(without.features.has("subgroups")).toBe(false);
  for (const [name, compute] of Object.entries(computations)) {
    const [found, expected] = [compute(backend), compute(without)];
    for (const [i, one] of found.entries())
      expect(bits(await one.data()), `${name}, ${i}`).toEqual(bits(await expected[i]!.data()));
  }
});

gpuTest("all lanes know the result, lower lanes coming first: a tree of differences", async () => {
  using backend = await gpu();
  const least = backend.features.has("subgroups") ? 4 : 1;
  const values = Float32Array.from({ length: 128 }, (_, i) => (i * i) % 101);
  for (const lanes of [2, 4, 16, 128])
    for (const subgroupSize of new Set([1, least]))
      for (const along of [true, false]) {
        const together = 128 / lanes;
        const at = (lane: number, row: number) => (along ? row * lanes + lane : lane * together + row);
        const expected = new Float32Array(128);
        for (let row = 0; row < together; row++) {
          let level = Array.from({ length: lanes }, (_, lane) => values[at(lane, row)]!);
          while (level.length > 1)
            level = Array.from({ length: level.length / 2 }, (_, i) => level[2 * i]! - level[2 * i + 1]!);
          for (let lane = 0; lane < lanes; lane++) expected[at(lane, row)] = level[0]!;
        }
        const spec = { dtype: "float32", shape: [128], strides: [1] } as const;
        const kernel: GpuKernel = {
          prepare: (facts, [x], output) => {
            const module = new ShaderModule(facts, "differences");
            const [from, out] = [module.input(0, x!), module.output(output)];
            const code = treeCode(module, lanes, along, "-", from.load("local"));
            return { dispatches: [module.workgroups(1, 128, `${code}\n  ${out.store("local", "total")}`)] };
          },
        };
        const node = { op: { name: "differences" }, attributes: {}, inputs: [0], output: spec };
        const graph = { inputs: [spec], nodes: [node], outputs: [] } as unknown as Graph;
        const run = { graph, kernel, inputs: [{ bytes: bits(values), offset: 0 }], expected: bits(expected) };
        await checkRun(run, { facts: { ...leastFacts, subgroupSize } });
      }
});

gpuTest("a row's sum is the tree's, to the bit", async () => {
  using backend = await gpu();
  const [rows, length, lanes] = [3, 1000, 128];
  const numbers = Float32Array.from({ length: rows * length }, (_, i) => Math.sin(i) * 2 ** ((i % 40) - 20));
  const sums = await sum(tensor(numbers, { shape: [rows, length], backend }), { axes: 1 }).data();
  for (let row = 0; row < rows; row++) {
    // Each lane adds every 128th element, and then neighbours meet.
    let level = new Float32Array(lanes);
    for (let e = 0; e < length; e++) level[e % lanes]! += numbers[row * length + e]!;
    while (level.length > 1) {
      const before = level;
      level = Float32Array.from({ length: before.length / 2 }, (_, i) => before[2 * i]! + before[2 * i + 1]!);
    }
    expect(sums[row]).toBe(level[0]);
  }
});
