import { type DType, isFloat, type ValueSpec } from "@mebae/tensor/backend";
import type { Dispatch, GpuFacts, Refusals } from "../kernel.js";
import type { Block } from "../memory/pool.js";
import { ShaderModule } from "../wgsl/module.js";

/** What the first word holds while nothing is refused; the second holds the refused value. */
export const nothing = 0xffffffff;
export const refusalBytes = 8;

/** The words of a kernel that may refuse a value. */
export interface RefusalWords {
  readonly refusals: Refusals;
  /** Of the refused value. */
  readonly dtype: DType;
  readonly block: Block;
}

/** The error that a kernel's words tell of, as they were read. */
export function refusalOf(
  { refusals, dtype }: RefusalWords,
  words: Uint32Array<ArrayBuffer>,
): Error | undefined {
  const place = words[0]!;
  if (place === nothing) return undefined;
  const Value = isFloat(dtype) ? Float32Array : Int32Array;
  return refusals.error(place, new Value(words.buffer, words.byteOffset + 4, 1)[0]!);
}

/** Looks the refused value up, in an input or the output, while it is still there. */
export function lookUp(facts: GpuFacts, spec: ValueSpec, { from: place }: Refusals): Dispatch {
  const module = new ShaderModule(facts, "refused value");
  const from = place === "output" ? module.readOutput(spec) : module.input(place, spec);
  module.refusals();
  return module.threads(1, () => {
    const value = `bitcast<u32>(${from.type.value === "bool" ? `select(0, 1, ${from.at("place")})` : from.at("place")})`;
    return `let place = atomicLoad(&refusals[0]);
  if (place != ${nothing}u) { atomicStore(&refusals[1], ${value}); }`;
  });
}
