import type { SlidingWindows } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";
import { orderKey } from "../wgsl/orderKey.js";
import { windowBounds } from "../wgsl/windows.js";

/** Each window finds the first of its greatest keys: NaN has the greatest of all. */
export const maxPool2dIndicesKernel: GpuKernel<SlidingWindows> = {
  prepare: (facts, [x], output, windows) => {
    const module = new ShaderModule(facts, "maxPool2dIndices");
    const from = module.input(0, x!);
    const out = module.output(output);
    module.declare(orderKey(from.type, false));
    const dispatch = module.elements(out, (i) => ({
      statements: `${windowBounds(windows, i)}
  var best = -1;
  var bestKey = 0u;
  for (var row = rowStart; row < rowEnd; row++) {
    for (var column = columnStart; column < columnEnd; column++) {
      let place = row * ${windows.plane[1]}u + column;
      let at = base + place;
      let key = orderKey(${from.at("at")});
      if (best < 0 || key > bestKey) {
        best = i32(place);
        bestKey = key;
      }
    }
  }`,
      value: "best",
    }));
    return { dispatches: [dispatch] };
  },
};
