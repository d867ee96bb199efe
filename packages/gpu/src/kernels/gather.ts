import { sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { findPlace, outsideAxis } from "../wgsl/axisIndex.js";
import { ShaderModule } from "../wgsl/module.js";

type Attributes = { readonly axis: number };

/** Each element looks up its index and reads there: one of its own `along` the axis, or one for its whole slice. */
function gatherKernelOf(name: string, along: boolean): GpuKernel<Attributes> {
  return {
    prepare: (facts, [x, indices], output, { axis }) => {
      const n = x!.shape[axis]!;
      const inner = sizeOf(x!.shape.slice(axis + 1));
      const count = along ? indices!.shape[axis]! : sizeOf(indices!.shape);
      const module = new ShaderModule(facts, name);
      // An axis of length 0 has nothing to bind: every index is outside.
      const from = sizeOf(x!.shape) === 0 ? undefined : module.input(0, x!);
      const places = module.input(1, indices!);
      const out = module.output(output);
      module.refusals();
      const dispatch = module.elements(out, (i) => ({
        statements: `  let number = ${along ? i : `(${i} / ${inner}u) % ${count}u`};
${findPlace(places.at("number"), n)}
  if (!isInside) {
    refuse(number);
    return ${out.type.value}();
  }
  let source = (${i} / ${count * inner}u * ${n}u + place) * ${inner}u + ${i} % ${inner}u;`,
        value: from?.at("source") ?? `${out.type.value}()`,
      }));
      return { dispatches: [dispatch], refusals: outsideAxis(name, 1, axis, n) };
    },
  };
}

export const gatherKernel = gatherKernelOf("gather", false);
export const gatherAlongKernel = gatherKernelOf("gatherAlong", true);
