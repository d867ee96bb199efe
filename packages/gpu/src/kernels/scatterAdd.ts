import { type Shape, sizeOf, type ValueSpec } from "@mebae/tensor/backend";
import type { GpuFacts, GpuKernel, KernelPlan } from "../kernel.js";
import { findPlace, outsideAxis } from "../wgsl/axisIndex.js";
import { elementOfLane } from "../wgsl/lanes.js";
import { mergeSort } from "../wgsl/mergeSort.js";
import { ShaderModule } from "../wgsl/module.js";

/** Sums of x [outer, count, inner] at places in out [outer, n, inner]. */
interface Adding {
  readonly label: string;
  readonly n: number;
  readonly count: number;
  readonly inner: number;
  /** Lanes of indices along `count`: one for all, or one a lane of x. */
  readonly lanes: number;
  readonly checked: boolean;
}

/**
 * No sum may depend on the order in which invocations run, and WGSL adds no floats atomically: the indices are sorted
 * first, stably, and then each element of the output finds its own by a binary search and adds what they name in their
 * order. That costs the sort of the indices, and log₂(count) reads an element; an index that stands often is added up by
 * one invocation an element.
 */
export function addAtPlaces(
  facts: GpuFacts,
  [x, indices]: readonly ValueSpec[],
  output: ValueSpec,
  adding: Adding,
): KernelPlan {
  const { label, n, count, inner, lanes, checked } = adding;
  const module = new ShaderModule(facts, label);
  if (sizeOf(indices!.shape) === 0) {
    const out = module.output(output);
    return { dispatches: [module.elements(out, () => ({ value: `${out.type.value}()` }))] };
  }
  const sorted = mergeSort(facts, {
    label,
    lanes,
    length: count,
    keys: (sorter) => {
      const places = sorter.input(1, indices!);
      if (checked) sorter.refusals();
      const among = { count: lanes, length: count, inner: lanes === 1 ? 1 : inner };
      return `fn keyAt(lane: u32, k: u32) -> u32 {
  let i = ${elementOfLane(among, "lane", "k")};
${checked ? `${findPlace(places.at("i"), n)}\n  if (!isInside) { refuse(i); }\n  return place;` : `  return u32(${places.at("i")});`}
}`;
    },
  });
  const from = module.input(0, x!);
  const keys = module.scratch(sorted.keys, "int32", lanes * count, false);
  const order = module.scratch(sorted.order, "int32", lanes * count, false);
  const out = module.output(output);
  const { value } = out.type;
  const dispatch = module.elements(out, (i) => ({
    statements: `  let place = i32((${i} / ${inner}u) % ${n}u);
  let outer = ${i} / ${n * inner}u;
  let first = ${lanes === 1 ? "0u" : `(outer * ${inner}u + ${i} % ${inner}u) * ${count}u`};
  let end = first + ${count}u;
  var low = first;
  var high = end;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (${keys.load("middle")} < place) { low = middle + 1u; } else { high = middle; }
  }
  var total = ${value}();
  for (; low < end; low++) {
    if (${keys.load("low")} != place) { break; }
    let source = (outer * ${count}u + u32(${order.load("low")})) * ${inner}u + ${i} % ${inner}u;
    total = total ${value === "bool" ? "||" : "+"} ${from.at("source")};
  }`,
    value: "total",
  }));
  return { dispatches: [...sorted.dispatches, dispatch], scratch: sorted.scratch };
}

interface AddAttributes extends Record<string, unknown> {
  readonly axis: number;
  readonly shape: Shape;
}

function scatterAddKernelOf(label: string, along: boolean): GpuKernel<AddAttributes> {
  return {
    prepare: (facts, inputs, output, { axis, shape }) => {
      const n = shape[axis]!;
      const inner = sizeOf(shape.slice(axis + 1));
      const indices = inputs[1]!.shape;
      const count = along ? indices[axis]! : sizeOf(indices);
      const lanes = along ? sizeOf(shape.slice(0, axis)) * inner : 1;
      const plan = addAtPlaces(facts, inputs, output, { label, n, count, inner, lanes, checked: true });
      return { ...plan, refusals: outsideAxis(label, 1, axis, n) };
    },
  };
}

export const scatterAddKernel = scatterAddKernelOf("scatterAdd", false);
export const scatterAddAlongKernel = scatterAddKernelOf("scatterAddAlong", true);
