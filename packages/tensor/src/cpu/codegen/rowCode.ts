import type { Steps } from "../../expression/steps.js";
import { combine, type Fold } from "./accumulators.js";
import { FunctionBody } from "./encoder.js";
import { lanesOf } from "./lower.js";
import { argumentsOf, overRange, type RowArguments, type RowLoops } from "./rowArguments.js";
import { StageCode } from "./stageCode.js";
import type { Lanes } from "./vectorCode.js";

/** One walk along a row: expressions of the folds' maps first, then of what is stored. */
export interface KernelStage {
  readonly steps: Steps;
  readonly folds: readonly Fold[];
  /** The operand that each stored expression goes to. */
  readonly targets: readonly number[];
}

/** What the code of a row program depends on, whose vectors go along the rows. */
export interface RowKernel extends RowLoops {
  /** How many of the operands are read; the others are written. */
  readonly reads: number;
  readonly stages: readonly KernelStage[];
  readonly results: { readonly steps: Steps; readonly targets: readonly number[] };
}

/**
 * The range counts positions along the kept axes: threads may share the work. Elements are combined in blocks of a fixed
 * size, and blocks in a fixed order, whoever runs them.
 */
export function rowFunction(kernel: RowKernel): FunctionBody {
  const args = argumentsOf(kernel);
  const body = new FunctionBody(new Array(args.count).fill("i32"));
  const wide = kernel.operands.some(({ dtype }) => dtype === "float64");
  const all = kernel.stages.flatMap(({ steps, folds }) => [steps, ...folds.map((fold) => fold.combine)]);
  const lanes = wide ? 2 : lanesOf(kernel.results.steps, ...all);
  overRange(body, args, () => emitRow(body, kernel, args, lanes));
  return body;
}

/** Partial results that are combined into one before that meets the total. */
const blocksTogether = 256;

/** All stages of one row, which starts at the pointers. */
function emitRow(body: FunctionBody, kernel: RowKernel, args: RowArguments, lanes: Lanes): void {
  /** The accumulators of the stages so far. */
  const totals: number[] = [];
  for (const stage of kernel.stages) {
    const code = new StageCode(body, kernel, args, stage, { lanes, totals });
    const together = code.accumulators();
    const total = code.accumulators();
    const blocks = body.local("i32");
    const add = (into: readonly number[], from: readonly number[]) =>
      stage.folds.forEach((fold, i) => {
        combine(body, fold, 1, [into[i]!], [from[i]!]);
      });
    code.reset(together);
    code.reset(total);
    body.i32(0).set(blocks);
    code.walk((partial) => {
      if (stage.folds.length === 0) return;
      add(together, partial);
      body.get(blocks).i32(1).op("i32.add").tee(blocks).i32(blocksTogether).op("i32.eq");
      body.if(undefined, () => {
        add(total, together);
        code.reset(together);
        body.i32(0).set(blocks);
      });
    });
    add(total, together);
    totals.push(...total);
  }
  const { steps, targets } = kernel.results;
  new StageCode(body, kernel, args, { steps, targets, folds: [] }, { lanes, totals }).results();
}
