import type { Dispatch, GpuFacts, KernelPlan } from "../kernel.js";
import { ShaderModule } from "../wgsl/module.js";
import { addPartials, type Destination, outputWriter, partialCount, partialWriter } from "./outputs.js";
import { type ProductPlan, planProduct } from "./plan.js";
import type { Product } from "./product.js";
import { skinnyDispatch } from "./skinny.js";
import { tiledDispatch } from "./tiles.js";

/**
 * The dispatches of a product: one, or two where the depth is cut into slices.
 * @param build Binds the operands to a shader.
 * @param scratch The number of the first scratch buffer that is free.
 * @param plan By default what suits the size; tests force others.
 */
export function contract(
  facts: GpuFacts,
  label: string,
  build: (module: ShaderModule) => Product,
  destination: Destination,
  scratch = 0,
  plan?: ProductPlan,
): Required<Pick<KernelPlan, "dispatches" | "scratch">> {
  const module = new ShaderModule(facts, label);
  const product = build(module);
  const { a, b } = product;
  const chosen = plan ?? planProduct(product, { a: a.along, b: b.along });
  const multiply = (writer: Parameters<typeof tiledDispatch>[3]): Dispatch =>
    chosen.kind === "tiles"
      ? tiledDispatch(module, product, chosen, writer)
      : skinnyDispatch(module, product, chosen, writer);
  if (chosen.slices === 1)
    return { dispatches: [multiply(outputWriter(module, product, destination))], scratch: [] };
  const dtype = product.type === "i32" ? "int32" : "float32";
  const count = partialCount(product, chosen.slices);
  const partials = module.scratch(scratch, dtype, count, true);
  const first = multiply(partialWriter(partials, product));
  const adding = new ShaderModule(facts, `${label}: slices`);
  const sums = adding.scratch(scratch, dtype, count, false);
  const second = addPartials(
    adding,
    product,
    chosen.slices,
    sums,
    outputWriter(adding, product, destination),
  );
  return { dispatches: [first, second], scratch: [count * 4] };
}
