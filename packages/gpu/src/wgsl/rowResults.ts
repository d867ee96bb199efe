import { range } from "./indexing.js";
import type { ShaderModule } from "./module.js";
import type { Operand } from "./operand.js";
import type { RowLayout } from "./rowLayout.js";

/**
 * Results of which a word holds four rows': statements of each row's first lane, which leave them in workgroup memory, and
 * those of all invocations after it, one of which writes each word.
 */
export function packedResults(
  module: ShaderModule,
  { together, rows }: RowLayout,
  results: readonly { readonly out: Operand; readonly value: string }[],
): { readonly noted: readonly string[]; readonly written: readonly string[] } {
  if (results.length === 0) return { noted: [], written: [] };
  const noted = results.map(({ out, value }, k) => {
    module.declare(`var<workgroup> bytes${k}: array<u32, ${together}>;`);
    return `bytes${k}[sub] = ${out.entryOf(value)};`;
  });
  const written = results.flatMap(({ out }, k) => {
    const byte = (j: number) =>
      `select(0u, bytes${k}[local * 4u + ${j}u] << ${8 * j}u, word * 4u + ${j}u < ${rows}u)`;
    return [
      `if (local < ${together / 4}u && word * 4u < ${rows}u) {`,
      `${out.name}[(${out.offset} >> 2u) + word] = ${range(4).map(byte).join(" | ")};`,
      "}",
    ];
  });
  const word = `let word = workgroupNumber * ${together / 4}u + local;`;
  return { noted, written: ["workgroupBarrier();", word, ...written] };
}
