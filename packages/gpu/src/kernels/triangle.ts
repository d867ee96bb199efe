import type { ValueSpec } from "@mebae/tensor/backend";
import type { GpuKernel } from "../kernel.js";
import { coordinatesOf } from "../wgsl/indexing.js";
import { ShaderModule } from "../wgsl/module.js";

interface Attributes extends Record<string, unknown> {
  readonly diagonal: number;
}

/** out = x where column and row + diagonal compare so, else 0. */
function triangleKernel(name: string, comparison: "<=" | ">="): GpuKernel<Attributes> {
  return {
    prepare: (facts, [x], output, { diagonal }) => {
      const module = new ShaderModule(facts, name);
      const from = module.input(0, x!);
      const out = module.output(output);
      const dispatch = module.elements(out, (i) => {
        const [row, column] = coordinatesOf(output.shape, i).slice(-2) as [string, string];
        const kept = `i32(${column}) ${comparison} i32(${row}) + ${diagonal}`;
        return { value: `select(${zeroOf(output)}, ${from.at(i)}, ${kept})` };
      });
      return { dispatches: [dispatch] };
    },
  };
}

function zeroOf({ dtype }: ValueSpec): string {
  if (dtype === "bool") return "false";
  return dtype === "float32" || dtype === "float16" ? "0.0" : "0";
}

export const trilKernel = triangleKernel("tril", "<=");
export const triuKernel = triangleKernel("triu", ">=");
