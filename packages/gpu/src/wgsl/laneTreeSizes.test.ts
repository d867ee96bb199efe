import { expect, test } from "vitest";
import type { Dispatch } from "../kernel.js";
import { cardFacts } from "../testing/workgroup/check.js";
import { runDispatch } from "../testing/workgroup/run.js";
import { type LaneTree, laneTree } from "./laneTree.js";
import { ShaderModule } from "./module.js";

interface Sizes {
  /** Invocations of a workgroup, and lanes of a row. */
  readonly size: number;
  readonly lanes: number;
  /** Invocations that each subgroup has at least, as the adapter tells. */
  readonly least: number;
}

/** Two trees one after another, in which the order of lanes counts, and a bool's. What all lanes, or the first ones, know is written. */
function trees({ size, lanes, least }: Sizes, everywhere: boolean): Dispatch {
  const module = new ShaderModule({ ...cardFacts, subgroupSize: least }, "trees");
  const vector = { dtype: "float32", shape: [size], strides: [1] } as const;
  const [from, out] = [module.input(0, vector), module.output(vector)];
  const tree: LaneTree = {
    layout: { lanes, together: size / lanes, along: true, lane: "lane", row: "row" },
    values: [
      { name: "total", type: "f32" },
      { name: "isAny", type: "bool" },
    ],
    combine: ([a, someA], [b, someB]) => ({
      statements: "",
      values: [`${a} - ${b}`, `${someA} || ${someB}`],
    }),
    everywhere,
    prefix: "first",
    memory: 0,
  };
  const body = `let lane = local % ${lanes}u;
  let row = local / ${lanes}u;
  let x = ${from.load("local")};
  var total = x;
  var isAny = x == 100.0;
  ${laneTree(module, tree)}
  let first = select(total, total + 1000.0, isAny);
  total = x;
  isAny = x == 3.0;
  ${laneTree(module, { ...tree, prefix: "second", memory: 1 })}
  let sum = first + select(total, total + 5000.0, isAny);
  ${everywhere ? out.store("local", "sum") : `if (lane == 0u) { ${out.store("local", "sum")} }`}`;
  return module.workgroups(1, size, body);
}

function expectedOf(values: Float32Array, lanes: number): number[] {
  return Array.from(values, (_, i) => {
    const row = [...values.subarray(i - (i % lanes), i - (i % lanes) + lanes)];
    let level = row;
    while (level.length > 1)
      level = Array.from({ length: level.length / 2 }, (__, k) => level[2 * k]! - level[2 * k + 1]!);
    return 2 * level[0]! + (row.includes(100) ? 1000 : 0) + (row.includes(3) ? 5000 : 0);
  });
}

/** What the trees leave, simulated. */
function run(dispatch: Dispatch, values: Float32Array, subgroupSize: number): Float32Array {
  const held = [values.slice(), new Float32Array(values.length)];
  runDispatch(
    dispatch,
    held.map(({ buffer }) => ({ bytes: buffer as ArrayBuffer, offset: 0 })),
    subgroupSize,
  );
  return held[1]!;
}

const powers = [4, 8, 16, 32, 64, 128];
const valuesOf = (size: number) => Float32Array.from({ length: size }, (_, i) => (i * i) % 101);

// 192 are a whole subgroup of 128 and half of one; 64 are half of one.
for (const size of [64, 128, 192, 256])
  test(`trees in workgroups of ${size}, subgroups of 4 to 128, known and larger ones than those known`, () => {
    const values = valuesOf(size);
    for (const lanes of [2, 16, 64, 128, 256].filter((count) => size % count === 0)) {
      const expected = expectedOf(values, lanes);
      for (const least of [1, ...powers])
        for (const subgroupSize of new Set([Math.max(4, least), 128]))
          for (const everywhere of [true, false]) {
            const found = run(trees({ size, lanes, least }, everywhere), values, subgroupSize);
            const where = `${lanes} lanes, subgroups of ${subgroupSize}, known ${least}`;
            for (let i = 0; i < size; i += everywhere ? 1 : lanes) expect(found[i], where).toBe(expected[i]);
          }
    }
  });

test("with one barrier less they race", () => {
  const values = valuesOf(256);
  for (const least of [1, 4, 8, 32]) {
    const dispatch = trees({ size: 256, lanes: 256, least }, true);
    const parts = dispatch.code.split("workgroupBarrier();");
    expect(parts.length).toBeGreaterThan(2);
    for (let k = 1; k < parts.length; k++) {
      const code = [
        parts.slice(0, k).join("workgroupBarrier();"),
        parts.slice(k).join("workgroupBarrier();"),
      ].join("");
      expect(() => run({ ...dispatch, code }, values, Math.max(4, least)), `${least}, ${k}`).toThrow(
        "a race",
      );
    }
  }
});
