import type { GpuKernel } from "../kernel.js";
import { elementOfLane, lanesOf } from "../wgsl/lanes.js";
import { laneTree } from "../wgsl/laneTree.js";
import { ShaderModule } from "../wgsl/module.js";
import { orderKey } from "../wgsl/orderKey.js";

interface Attributes extends Record<string, unknown> {
  readonly axis: number;
}

/** Whether an element comes before another: its key is greater, or of two equal ones it is the first. */
function isBetter(key: string, place: string, otherKey: string, otherPlace: string): string {
  return `${key} > ${otherKey} || (${key} == ${otherKey} && ${place} < ${otherPlace})`;
}

/** Invocations of a workgroup, which the lanes share. */
const size = 256;

/** Elements that an invocation should have to go over before another helps it. */
const few = 8;

/** Lanes longer than this are searched in parts by several workgroups, where there are few of them. */
const longPart = 4096;

/**
 * The first of the greatest keys: each invocation goes over every so-maniest element of its lane, and a tree of comparisons
 * joins what they found. A few long lanes are cut into parts, whose results a second dispatch joins.
 */
function argKernel(name: string, isLeast: boolean): GpuKernel<Attributes> {
  return {
    prepare: (facts, [x], output, { axis }) => {
      const lanes = lanesOf(x!.shape, axis);
      const { count, length } = lanes;
      const parts = count >= 64 ? 1 : Math.min(size, Math.ceil(length / longPart));
      const partLength = Math.ceil(length / parts);

      const search = new ShaderModule(facts, name);
      const from = search.input(0, x!);
      search.declare(orderKey(from.type, isLeast));
      const candidate = `let i = ${elementOfLane(lanes, "lane", "k")};
      let key = orderKey(${from.at("i")});
      let at = k;`;
      const part = { lanes: count, parts, partLength, length, candidate };
      if (parts === 1) {
        const out = search.output(output);
        return { dispatches: [searchLanes(search, { ...part, store: () => out.store("lane", "i32(at)") })] };
      }
      const keys = search.scratch(0, "int32", count * parts, true);
      const places = search.scratch(1, "int32", count * parts, true);
      const first = searchLanes(search, {
        ...part,
        store: () => `${keys.store("part", "bitcast<i32>(key)")} ${places.store("part", "i32(at)")}`,
      });

      const join = new ShaderModule(facts, `${name}: join`);
      const foundKeys = join.scratch(0, "int32", count * parts, false);
      const found = join.scratch(1, "int32", count * parts, false);
      const out = join.output(output);
      const second = searchLanes(join, {
        lanes: count,
        parts: 1,
        partLength: parts,
        length: parts,
        candidate: `let key = bitcast<u32>(${foundKeys.load(`lane * ${parts}u + k`)});
      let at = u32(${found.load(`lane * ${parts}u + k`)});`,
        store: () => out.store("lane", "i32(at)"),
      });
      const bytes = count * parts * 4;
      return { dispatches: [first, second], scratch: [bytes, bytes] };
    },
  };
}

interface Search {
  readonly lanes: number;
  readonly parts: number;
  readonly partLength: number;
  readonly length: number;
  /** Defines `key` and `at` of element `k` of `lane`. */
  readonly candidate: string;
  /** Stores the best `key` and `at` of the part numbered `part`, counted over all lanes. */
  readonly store: () => string;
}

function searchLanes(module: ShaderModule, search: Search) {
  const { lanes, parts, partLength, length, candidate, store } = search;
  let team = 1;
  while (team < size && team * few < partLength) team *= 2;
  const together = size / team;
  const tree = laneTree(module, {
    layout: { lanes: team, together, along: true, lane: "member", row: "partInGroup" },
    values: [
      { name: "bestKey", type: "u32" },
      { name: "bestPlace", type: "u32" },
    ],
    combine: ([key, place], [otherKey, otherPlace], prefix) => ({
      statements: `let ${prefix} = ${isBetter(otherKey!, otherPlace!, key!, place!)};`,
      values: [`select(${key}, ${otherKey}, ${prefix})`, `select(${place}, ${otherPlace}, ${prefix})`],
    }),
    everywhere: false,
    prefix: "tree",
    memory: 0,
  });
  return module.workgroups(
    Math.ceil((lanes * parts) / together),
    size,
    `let partInGroup = local / ${team}u;
  let part = workgroupNumber * ${together}u + partInGroup;
  let member = local % ${team}u;
  let lane = part / ${parts}u;
  let start = part % ${parts}u * ${partLength}u;
  let end = min(start + ${partLength}u, ${length}u);
  var bestKey = 0u;
  var bestPlace = 0xffffffffu;
  if (lane < ${lanes}u) {
    for (var k = start + member; k < end; k += ${team}u) {
      ${candidate}
      if (${isBetter("key", "at", "bestKey", "bestPlace")}) {
        bestKey = key;
        bestPlace = at;
      }
    }
  }
  ${tree}
  if (member == 0u && lane < ${lanes}u) {
    let key = bestKey;
    let at = bestPlace;
    ${store()}
  }`,
  );
}

export const argMaxKernel = argKernel("argMax", false);
export const argMinKernel = argKernel("argMin", true);
