import type { RowProgram, ScalarType } from "@mebae/tensor/backend";
import type { GpuFacts, KernelPlan } from "../kernel.js";
import { bindLoops, type LoopBuffers } from "./loops.js";
import { ShaderModule } from "./module.js";
import { layoutOf, partsOf } from "./rowLayout.js";
import { type PartialTotals, RowShader } from "./rows.js";

/**
 * The kernel of a program with reductions: each row walked once a stage, its accumulators combined in a tree. Few long
 * rows with one stage are split: a first dispatch leaves the accumulators of each part, a second combines them. Which
 * elements are combined in which order follows from the shapes alone, so that a result is the same each time.
 */
export function rowPlan(
  facts: GpuFacts,
  program: RowProgram,
  buffers: LoopBuffers,
  label: string,
): KernelPlan {
  const layout = layoutOf(program);
  const bind = (module: ShaderModule) =>
    bindLoops(module, program.shape, program.reads, program.writes, buffers);
  const [stage] = program.stages;
  const { reductions, stores } = stage!;
  const isSplit =
    program.stages.length === 1 &&
    stores.length === 0 &&
    buffers.inputs + buffers.outputs + reductions.length <= facts.storageBuffers;
  // What the first dispatch leaves isn't packed, as results may be.
  const first = layoutOf({ ...program, results: [] });
  const parts = isSplit ? partsOf(first) : 1;
  if (parts === 1) {
    const module = new ShaderModule(facts, label);
    return { dispatches: [new RowShader(module, program, bind(module), layout).dispatch()] };
  }
  const length = first.rows * parts;
  const partials = (module: ShaderModule, writes: boolean) =>
    reductions.map(({ accumulator }, k) => partialTotals(module, k, accumulator, length, writes));
  const splitting = new ShaderModule(facts, `${label} (parts)`);
  const combining = new ShaderModule(facts, label);
  const walked = new RowShader(splitting, program, bind(splitting), first, parts);
  const combined = new RowShader(combining, program, bind(combining), layoutOf(program, parts, true));
  return {
    dispatches: [walked.partials(partials(splitting, true)), combined.combined(partials(combining, false))],
    scratch: reductions.map(() => 4 * length),
  };
}

/** A scratch buffer of accumulators: words, in which a bool is 0 or 1. */
function partialTotals(
  module: ShaderModule,
  index: number,
  type: ScalarType,
  length: number,
  writes: boolean,
): PartialTotals {
  const operand = module.scratch(index, type === "float32" ? "float32" : "int32", length, writes);
  const [load, store] = {
    bool: [(word: string) => `(${word} != 0)`, (value: string) => `select(0, 1, ${value})`],
    uint32: [(word: string) => `bitcast<u32>(${word})`, (value: string) => `bitcast<i32>(${value})`],
  }[type as string] ?? [(word: string) => word, (value: string) => value];
  return {
    load: (address) => load!(operand.load(address)),
    store: (address, value) => operand.store(address, store!(value)),
  };
}
