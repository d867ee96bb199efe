import type { GpuKernel } from "../kernel.js";
import { u32 } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";
import { philox } from "../wgsl/philox.js";

interface Attributes extends Record<string, unknown> {
  readonly data: number;
  readonly purpose: number;
}

/** The first two words of the block at (low, high, 0, purpose). */
export const deriveKeyKernel: GpuKernel<Attributes> = {
  prepare: (facts, [key], output, { data, purpose }) => {
    const module = new ShaderModule(facts, "deriveKey");
    const from = module.input(0, key!);
    const out = module.output(output);
    module.declare(philox);
    const counter = `${u32(data)}, ${u32(Math.floor(data / 0x100000000))}, 0u, ${purpose}u`;
    const dispatch = module.threads(
      1,
      () => `let key = bitcast<vec2<u32>>(vec2<i32>(${from.at("0u")}, ${from.at("1u")}));
  let words = bitcast<vec4<i32>>(philox(vec4<u32>(${counter}), key));
  ${out.store("0u", "words.x")}
  ${out.store("1u", "words.y")}`,
    );
    return { dispatches: [dispatch] };
  },
};
