import type { Expression, RowProgram, ScalarType, Store } from "@mebae/tensor/backend";
import type { GpuFacts, KernelPlan } from "../kernel.js";
import { usedInputs } from "./elementwise.js";
import { bindLoops, buffersOf, type LoopBuffers, type LoopUse, withReadOutputs } from "./loops.js";
import { ShaderModule } from "./module.js";
import type { Operand } from "./operand.js";
import { hasPackedResults, layoutOf, partsOf, type RowLayout } from "./rowLayout.js";
import { type PartialTotals, RowShader } from "./rows.js";

/**
 * The kernel of few long rows, whose parts several workgroups walk along: a dispatch of each stage leaves the accumulators of
 * each part, and those after it combine them. Results are written with the last stage's elements, or where it reduces or they
 * are packed, by a dispatch of their own. Each binds what it uses. Undefined where rows are many or short, or buffers too many.
 */
export function splitPlan(
  facts: GpuFacts,
  program: RowProgram,
  buffers: LoopBuffers,
  label: string,
): KernelPlan | undefined {
  const { stages, results } = program;
  // What is left of parts isn't packed, as results may be.
  const layout = layoutOf({ ...program, results: [] });
  const parts = partsOf(layout);
  const last = stages.length - 1;
  const isApart = stages[last]!.reductions.length > 0 || hasPackedResults(program);
  const uses = stages.map(({ reductions, stores }, stage) =>
    useOf(
      reductions.map(({ map }) => map),
      !isApart && stage === last ? [...stores, ...results] : stores,
      buffers,
    ),
  );
  if (isApart && results.length > 0) uses.push(useOf([], results, buffers));
  // One more is that of the accumulators.
  if (parts === 1 || uses.some((use) => buffersOf(use, buffers) >= facts.storageBuffers)) return undefined;

  const reductions = stages.flatMap((stage) => stage.reductions);
  const length = layout.rows * parts;
  const shader = (name: string, rows: RowLayout, use: LoopUse, writes: boolean) => {
    const module = new ShaderModule(facts, name);
    const bound = bindLoops(module, program.shape, program.reads, program.writes, buffers, use);
    const words = module.scratch(0, "int32", reductions.length * length, writes);
    const partials = reductions.map(({ accumulator }, k) => partialTotals(words, accumulator, k * length));
    return new RowShader(module, program, bound, rows, parts, partials);
  };
  const dispatches = uses.map((use, stage) => {
    if (stage > last) return shader(label, layoutOf(program, parts, true), use, false).combined();
    const writes = stages[stage]!.reductions.length > 0;
    return shader(`${label} (${stage + 1})`, layout, use, writes).part(stage, !isApart && stage === last);
  });
  return { dispatches, scratch: [4 * reductions.length * length] };
}

/** What a dispatch reads and writes that reduces expressions and stores others. */
function useOf(maps: readonly Expression[], stores: readonly Store[], buffers: LoopBuffers): LoopUse {
  const read = usedInputs([...maps, ...stores.map(({ value }) => value)]);
  // After the reads come the accumulators.
  const reads = new Set([...read].filter((i) => i < buffers.reads.length));
  return withReadOutputs({ reads, writes: new Set(stores.map(({ target }) => target)) }, buffers);
}

/** Accumulators in a scratch buffer of words, from one of them on: a bool is 0 or 1. */
function partialTotals(words: Operand, type: ScalarType, first: number): PartialTotals {
  const [load, store] = {
    float32: [(word: string) => `bitcast<f32>(${word})`, (value: string) => `bitcast<i32>(${value})`],
    bool: [(word: string) => `(${word} != 0)`, (value: string) => `select(0, 1, ${value})`],
    uint32: [(word: string) => `bitcast<u32>(${word})`, (value: string) => `bitcast<i32>(${value})`],
  }[type as string] ?? [(word: string) => word, (value: string) => value];
  return {
    load: (address) => load!(words.load(`${first}u + ${address}`)),
    store: (address, value) => words.store(`${first}u + ${address}`, store!(value)),
  };
}
