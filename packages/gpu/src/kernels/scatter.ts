import { sizeOf } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { findPlace, outsideAxis } from "../wgsl/axisIndex.js";
import { ShaderModule } from "../wgsl/module.js";

type Attributes = { readonly axis: number };

/**
 * Of updates for one place the last stands, whatever order they run in: each place first finds the greatest number of an
 * index that names it, by an atomic maximum of integers, and then takes that update, or x where there is none. Three
 * dispatches, each over its elements once.
 */
function scatterKernelOf(name: string, along: boolean): GpuKernel<Attributes> {
  return {
    prepare: (facts, [x, indices, updates], output, { axis }) => {
      const n = x!.shape[axis]!;
      const inner = sizeOf(x!.shape.slice(axis + 1));
      const count = along ? indices!.shape[axis]! : sizeOf(indices!.shape);
      const numbers = sizeOf(indices!.shape);
      const owners = along ? sizeOf(x!.shape) : n;

      const clear = new ShaderModule(facts, `${name}: clear`);
      const cleared = clear.atomics(0);
      const first = clear.threads(owners, (place) => `atomicStore(&${cleared}[${place}], 0u);`);

      const claim = new ShaderModule(facts, `${name}: claim`);
      const places = numbers === 0 ? undefined : claim.input(1, indices!);
      const claimed = claim.atomics(0);
      claim.refusals();
      const second = claim.threads(numbers, (i) => {
        const owner = along
          ? `(${i} / ${count * inner}u * ${n}u + place) * ${inner}u + ${i} % ${inner}u`
          : "place";
        return `${findPlace(places?.at(i) ?? "0", n)}
  if (!isInside) { refuse(${i}); return; }
  atomicMax(&${claimed}[${owner}], ${i} + 1u);`;
      });

      const take = new ShaderModule(facts, name);
      const old = take.input(0, x!);
      const changes = numbers === 0 ? undefined : take.input(2, updates!);
      const owned = take.scratch(0, "int32", owners, false);
      const out = take.output(output);
      const third = take.elements(out, (i) => ({
        statements: `  let owner = u32(${owned.load(along ? i : `(${i} / ${inner}u) % ${n}u`)});
  if (owner == 0u) { return ${old.at(i)}; }
  let source = ${along ? "owner - 1u" : `(${i} / ${n * inner}u * ${count}u + owner - 1u) * ${inner}u + ${i} % ${inner}u`};`,
        value: changes?.at("source") ?? `${out.type.value}()`,
      }));
      return {
        dispatches: numbers === 0 ? [first, third] : [first, second, third],
        scratch: [owners * 4],
        refusals: outsideAxis(name, 1, axis, n),
      };
    },
  };
}

export const scatterKernel = scatterKernelOf("scatter", false);
export const scatterAlongKernel = scatterKernelOf("scatterAlong", true);
