import { type Shape, sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";
import { philox } from "../wgsl/philox.js";

interface Attributes extends Record<string, unknown> {
  readonly shape: Shape;
}

/** An invocation a block of four words; a key for each row starts its blocks anew in each. */
export const randomBitsKernel: GpuKernel<Attributes> = {
  prepare: (facts, [keys], output) => {
    const rows = keys!.shape.length === 2 ? keys!.shape[0]! : 1;
    const length = sizeOf(output.shape) / rows;
    const blocks = Math.ceil(length / 4);
    const module = new ShaderModule(facts, "randomBits");
    const from = module.input(0, keys!);
    const out = module.output(output);
    module.declare(philox);
    const dispatch = module.threads(
      rows * blocks,
      (thread) => `let row = ${thread} / ${blocks}u;
  let number = ${thread} % ${blocks}u;
  let low = row * 2u;
  let high = low + 1u;
  let key = bitcast<vec2<u32>>(vec2<i32>(${from.at("low")}, ${from.at("high")}));
  let block = bitcast<vec4<i32>>(philox(vec4<u32>(number, 0u, 0u, 0u), key));
  for (var i = 0u; i < min(4u, ${length}u - number * 4u); i++) {
    let place = row * ${length}u + number * 4u + i;
    ${out.store("place", "block[i]")}
  }`,
    );
    return { dispatches: [dispatch] };
  },
};
