import { sizeOf, type ValueSpec } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts, GpuKernel } from "../kernel.js";
import { coordinatesOf } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";

type Attributes = { readonly axis: number };

/** An input with elements, and where it starts along the axis. */
interface Part {
  readonly index: number;
  readonly spec: ValueSpec;
  readonly start: number;
}

/**
 * Each element looks up the input that it comes from. A dispatch takes as many inputs as it may bind, and each goes over
 * the whole output: 7 inputs a dispatch on the least adapter.
 */
export const concatenateKernel: GpuKernel<Attributes> = {
  prepare: (facts, inputs, output, { axis }) => {
    let start = 0;
    const parts: Part[] = [];
    inputs.forEach((spec, index) => {
      if (sizeOf(spec.shape) > 0) parts.push({ index, spec, start });
      start += spec.shape[axis]!;
    });
    const most = facts.storageBuffers - 1;
    const dispatches = Array.from({ length: Math.ceil(parts.length / most) }, (_, d) =>
      copyParts(facts, parts.slice(d * most, (d + 1) * most), output, axis),
    );
    return { dispatches };
  },
};

function copyParts(facts: GpuFacts, parts: readonly Part[], output: ValueSpec, axis: number): Dispatch {
  const module = new ShaderModule(facts, "concatenate");
  const operands = parts.map(({ index, spec }) => module.input(index, spec));
  const out = module.output(output);
  const first = parts[0]!.start;
  const last = parts.at(-1)!;
  const end = last.start + last.spec.shape[axis]!;
  return module.elements(out, (i) => {
    const coordinates = coordinatesOf(output.shape, i);
    const along = coordinates[axis]!;
    const values = parts.map(({ start }, part) =>
      operands[part]!.atCoordinates(coordinates.map((c, a) => (a === axis ? `${along} - ${start}u` : c))),
    );
    const choices = parts.slice(0, -1).map(({ start, spec }, part) => {
      return `  if (${along} < ${start + spec.shape[axis]!}u) { return ${values[part]}; }`;
    });
    const isWhole = first === 0 && end === output.shape[axis];
    return {
      statements: choices.join("\n"),
      value: values.at(-1)!,
      ...(isWhole ? {} : { where: `${along} >= ${first}u && ${along} < ${end}u` }),
    };
  });
}
