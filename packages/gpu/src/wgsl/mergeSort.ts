import type { Dispatch, GpuFacts } from "../kernel.js";
import { ShaderModule } from "./module.js";

/** What to sort: so many lanes of that length, by keys of u32. */
export interface Sorting {
  readonly label: string;
  readonly lanes: number;
  readonly length: number;
  /** Binds what the keys come from: a declaration of `keyAt(lane: u32, k: u32) -> u32`. */
  readonly keys: (module: ShaderModule) => string;
  /** Binds where the places go, instead of scratch: a statement that stores `order` as entry k of a lane. */
  readonly store?: (module: ShaderModule, lane: string, k: string, order: string) => string;
}

/** Dispatches that sort, and the scratch buffers that hold keys and order, lane after lane, afterwards. */
export interface Sorted {
  readonly dispatches: readonly Dispatch[];
  readonly scratch: readonly number[];
  readonly keys: number;
  readonly order: number;
}

/** Elements that a workgroup sorts in its own memory. */
const block = 256;

/**
 * Where an element of a run goes when two runs of `width` are merged: its place in its own run and the number of elements
 * of the other that come before it. Of equal keys those of the left run come first, so that merging is stable.
 */
const mergedPlace = (
  key: (i: string) => string,
) => `fn mergedPlace(base: u32, at: u32, width: u32, count: u32) -> u32 {
  let own = ${key("base + at")};
  let pair = at / (2u * width) * (2u * width);
  let isLeft = at - pair < width;
  let other = min(pair + select(0u, width, isLeft), count);
  var low = other;
  var high = min(other + width, count);
  while (low < high) {
    let middle = (low + high) / 2u;
    let theirs = ${key("base + middle")};
    if (theirs < own || (theirs == own && !isLeft)) { low = middle + 1u; } else { high = middle; }
  }
  return select(at - width, at, isLeft) + low - other;
}`;

/**
 * A stable merge sort of lanes of any length: blocks of 256 in a workgroup's memory, then one dispatch for each doubling
 * of the runs, where each element finds its place by a binary search in the other run. Of short lanes a workgroup sorts
 * several. n elements cost n·log₂n reads a dispatch and log₂(n/256) dispatches.
 */
export function mergeSort(facts: GpuFacts, sorting: Sorting): Sorted {
  const { lanes, length } = sorting;
  const dispatches: Dispatch[] = [];
  const writer = (module: ShaderModule, pair: number, isLast: boolean) => {
    if (isLast && sorting.store) {
      const { store } = sorting;
      return { store: (lane: string, k: string, _: string, order: string) => store(module, lane, k, order) };
    }
    const keys = module.scratch(2 * pair, "int32", lanes * length, true);
    const orders = module.scratch(2 * pair + 1, "int32", lanes * length, true);
    return {
      store: (lane: string, k: string, key: string, order: string) => {
        const at = `${lane} * ${length}u + ${k}`;
        return `${keys.store(at, `bitcast<i32>(${key})`)} ${orders.store(at, `i32(${order})`)}`;
      },
    };
  };
  const passes = Math.max(0, Math.ceil(Math.log2(length / block)));
  dispatches.push(sortBlocks(facts, sorting, (module) => writer(module, 0, passes === 0).store));
  for (let pass = 0; pass < passes; pass++) {
    const module = new ShaderModule(facts, `${sorting.label}: merge`);
    const keys = module.scratch(2 * (pass % 2), "int32", lanes * length, false);
    const orders = module.scratch(2 * (pass % 2) + 1, "int32", lanes * length, false);
    const { store } = writer(module, (pass + 1) % 2, pass === passes - 1);
    module.declare(mergedPlace((i) => `bitcast<u32>(${keys.load(i)})`));
    dispatches.push(
      module.threads(
        lanes * length,
        (thread) => `let lane = ${thread} / ${length}u;
  let base = lane * ${length}u;
  let key = bitcast<u32>(${keys.load(thread)});
  let order = u32(${orders.load(thread)});
  let to = mergedPlace(base, ${thread} - base, ${block * 2 ** pass}u, ${length}u);
  ${store("lane", "to", "key", "order")}`,
      ),
    );
  }
  const bytes = lanes * length * 4;
  const buffers = sorting.store ? 2 * Math.min(2, passes) : 2 * Math.min(2, passes + 1);
  return {
    dispatches,
    scratch: Array.from({ length: buffers }, () => bytes),
    keys: 2 * (passes % 2),
    order: 2 * (passes % 2) + 1,
  };
}

function sortBlocks(
  facts: GpuFacts,
  { label, lanes, length, keys }: Sorting,
  writer: (module: ShaderModule) => (lane: string, k: string, key: string, order: string) => string,
): Dispatch {
  const module = new ShaderModule(facts, `${label}: blocks`);
  module.declare(keys(module));
  const store = writer(module);
  module.declare(`var<workgroup> keys: array<u32, ${2 * block}>;`);
  module.declare(`var<workgroup> orders: array<u32, ${2 * block}>;`);
  module.declare(mergedPlace((i) => `keys[${i}]`));
  const blocks = Math.ceil(length / block);
  const run = Math.min(length, block);
  const together = Math.floor(block / run);
  return module.workgroups(
    Math.ceil((lanes * blocks) / together),
    block,
    `let lane = (workgroupNumber * ${together}u + local / ${run}u) / ${blocks}u;
  let first = workgroupNumber % ${blocks}u * ${run}u;
  let at = local % ${run}u;
  let base = local - at;
  let count = min(${run}u, ${length}u - first);
  let isThere = local < ${together * run}u && lane < ${lanes}u && at < count;
  if (isThere) {
    keys[local] = keyAt(lane, first + at);
    orders[local] = first + at;
  }
  var current = 0u;
  for (var width = 1u; width < ${run}u; width *= 2u) {
    workgroupBarrier();
    if (isThere) {
      let to = ${block}u - current + base + mergedPlace(current + base, at, width, count);
      keys[to] = keys[current + local];
      orders[to] = orders[current + local];
    }
    current = ${block}u - current;
  }
  workgroupBarrier();
  if (isThere) {
    let key = keys[current + local];
    let order = orders[current + local];
    ${store("lane", "first + at", "key", "order")}
  }`,
  );
}
