import type { SlidingWindows, ValueSpec } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts, GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";
import { coveringWindows } from "../wgsl/windows.js";
import { addAtPlaces } from "./scatterAdd.js";

interface Attributes extends Record<string, unknown> {
  readonly plane: readonly [number, number];
  readonly windows?: SlidingWindows;
}

/** The indices of each plane are a lane; they aren't checked. */
export const scatterToPlanesKernel: GpuKernel<Attributes> = {
  prepare: (facts, inputs, output, { plane, windows }) => {
    if (windows) return { dispatches: [addFromWindows(facts, inputs, output, windows)] };
    const [images, channels, rows, columns] = inputs[1]!.shape as [number, number, number, number];
    return addAtPlaces(facts, inputs, output, {
      label: "scatterToPlanes",
      n: plane[0] * plane[1],
      count: rows * columns,
      inner: 1,
      lanes: images * channels,
      checked: false,
    });
  },
};

/**
 * Each element adds up, in their order, those of the windows that cover it whose index names it. Nothing need be sorted:
 * windows that don't overlap cover an element once.
 */
function addFromWindows(
  facts: GpuFacts,
  [dy, indices]: readonly ValueSpec[],
  output: ValueSpec,
  windows: SlidingWindows,
): Dispatch {
  const module = new ShaderModule(facts, "scatterToPlanes: windows");
  const from = module.input(0, dy!);
  const places = module.input(1, indices!);
  const out = module.output(output);
  const { value } = out.type;
  const area = windows.plane[0] * windows.plane[1];
  return module.elements(out, (i) => ({
    statements: `${coveringWindows(windows, i)}
  let place = i32(${i} % ${area}u);
  var total = ${value}();
  for (var row = rowStart; row < rowEnd; row++) {
    for (var column = columnStart; column < columnEnd; column++) {
      let window = base + row * ${windows.count[1]}u + column;
      if (${places.at("window")} == place) { total = total ${value === "bool" ? "||" : "+"} ${from.at("window")}; }
    }
  }`,
    value: "total",
  }));
}
