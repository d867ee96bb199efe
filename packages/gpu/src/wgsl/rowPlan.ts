import type { RowProgram } from "@mebae/tensor/backend";
import type { GpuFacts, KernelPlan } from "../kernel.js";
import { bindLoops, type LoopBuffers } from "./loops.js";
import { ShaderModule } from "./module.js";
import { layoutOf } from "./rowLayout.js";
import { RowShader } from "./rows.js";
import { splitPlan } from "./splitRows.js";

/**
 * The kernel of a program with reductions: each row walked once a stage, its accumulators combined in a tree. Few long
 * rows are split. Which elements are combined in which order follows from the shapes alone, so that a result is the same
 * each time.
 */
export function rowPlan(
  facts: GpuFacts,
  program: RowProgram,
  buffers: LoopBuffers,
  label: string,
): KernelPlan {
  const split = splitPlan(facts, program, buffers, label);
  if (split) return split;
  const module = new ShaderModule(facts, label);
  const bound = bindLoops(module, program.shape, program.reads, program.writes, buffers);
  return { dispatches: [new RowShader(module, program, bound, layoutOf(program)).dispatch()] };
}
