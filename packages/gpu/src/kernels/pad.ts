import { type Shape, sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { coordinatesOf } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";
import type { ElementType } from "../wgsl/operand.js";

interface Attributes extends Record<string, unknown> {
  readonly before: readonly number[];
  readonly shape: Shape;
  readonly value: number;
}

/** out = x inside, the value around it. */
export const padKernel: GpuKernel<Attributes> = {
  prepare: (facts, [x], output, { before, value }) => {
    const module = new ShaderModule(facts, "pad");
    const around = fillText(module, value, output.dtype === "uint8" ? 255 : -1);
    if (sizeOf(x!.shape) === 0) {
      const out = module.output(output);
      return { dispatches: [module.elements(out, () => ({ value: around(out.type.value) }))] };
    }
    const from = module.input(0, x!);
    const out = module.output(output);
    const dispatch = module.elements(out, (i) => {
      // A coordinate before the inside wraps and is beyond it as well.
      const inside = coordinatesOf(output.shape, i).map((c, axis) => `(${c} - ${before[axis]!}u)`);
      const isInside = inside.flatMap((c, axis) =>
        x!.shape[axis] === output.shape[axis] ? [] : [`${c} < ${x!.shape[axis]}u`],
      );
      return {
        statements: `  var value = ${around(out.type.value)};
  if (${isInside.join(" && ") || "true"}) { value = ${from.atCoordinates(inside)}; }`,
        value: "value",
      };
    });
    return { dispatches: [dispatch] };
  },
};

/** A number of any kind to the bit, which WGSL's constants can't all be. */
function fillText(module: ShaderModule, value: number, mask: number): (type: ElementType["value"]) => string {
  const float = new Uint32Array(Float32Array.of(value).buffer)[0]!;
  const word = (bits: number) => `(0x${(bits >>> 0).toString(16)}u | ${module.zero})`;
  return (type) => {
    if (type === "bool") return value === 0 ? "false" : "true";
    return type === "f32" ? `bitcast<f32>${word(float)}` : `bitcast<i32>${word(value & mask)}`;
  };
}
