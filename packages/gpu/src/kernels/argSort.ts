import type { GpuKernel } from "../kernel.js";
import { elementOfLane, lanesOf } from "../wgsl/lanes.js";
import { mergeSort } from "../wgsl/mergeSort.js";
import { orderKey } from "../wgsl/orderKey.js";

type Attributes = { readonly axis: number; readonly descending: boolean };

/** A stable merge sort of each lane by keys in which NaN is last in either direction. */
export const argSortKernel: GpuKernel<Attributes> = {
  prepare: (facts, [x], output, { axis, descending }) => {
    const lanes = lanesOf(x!.shape, axis);
    return mergeSort(facts, {
      label: "argSort",
      lanes: lanes.count,
      length: lanes.length,
      keys: (module) => {
        const from = module.input(0, x!);
        module.declare(orderKey(from.type, descending));
        return `fn keyAt(lane: u32, k: u32) -> u32 {
  let i = ${elementOfLane(lanes, "lane", "k")};
  return orderKey(${from.at("i")});
}`;
      },
      store: (module, lane, k, order) =>
        module.output(output).store(elementOfLane(lanes, lane, k), `i32(${order})`),
    });
  },
};
