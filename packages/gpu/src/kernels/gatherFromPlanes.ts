import type { AnyAttributes } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";

/** Each element reads x at its index in its own plane. The indices aren't checked. */
export const gatherFromPlanesKernel: GpuKernel<AnyAttributes> = {
  prepare: (facts, [x, indices], output) => {
    const module = new ShaderModule(facts, "gatherFromPlanes");
    const from = module.input(0, x!);
    const places = module.input(1, indices!);
    const out = module.output(output);
    const area = x!.shape[2]! * x!.shape[3]!;
    const windows = output.shape[2]! * output.shape[3]!;
    const dispatch = module.elements(out, (i) => ({
      statements: `  let source = ${i} / ${windows}u * ${area}u + u32(${places.at(i)});`,
      value: from.at("source"),
    }));
    return { dispatches: [dispatch] };
  },
};
