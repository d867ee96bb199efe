import type { ValueSpec } from "../../../backend.js";
import type { Expression, ScalarType } from "../../../expression/expression.js";
import { constant, input } from "../../../expression/scalar.js";
import { substitute } from "../../../expression/steps.js";
import { contiguousStrides } from "../../../shape.js";
import type { CpuMachine, CpuRun } from "../../kernel.js";
import { elementwiseProgram } from "../elementwise.js";
import { rowCall } from "../rows.js";

/** A reduction as expressions. */
export interface ReductionExpressions {
  /** The neutral element of `combine`: several accumulators start from it. */
  readonly initial: number;
  /** An element (input 0) as a value of the accumulator's type. */
  readonly map: Expression;
  /** Two accumulators (inputs 0 and 1) as one; associative and commutative but for rounding. */
  readonly combine: Expression;
  /** The result of an accumulator (input 0); itself if absent. */
  readonly finish?: Expression;
}

/** output = finish(combine over `axes` of map(x)), whatever the strides of x: see `rowCall`. */
export function reductionProgram(
  machine: CpuMachine,
  rule: ReductionExpressions,
  x: ValueSpec,
  axes: readonly number[],
  output: ValueSpec,
  accumulator: ScalarType,
): CpuRun {
  const finish = rule.finish ?? input(0, accumulator).node;
  const reduced = x.shape.map((_, axis) => axes.includes(axis));
  const kept = x.shape.filter((_, axis) => !reduced[axis]);
  if (x.shape.every((size, axis) => size === 1 || !reduced[axis])) {
    const only = substitute(rule.combine, [constant(rule.initial, accumulator).node, rule.map]);
    const strides = x.strides.filter((_, axis) => !reduced[axis]);
    const target = { dtype: output.dtype, shape: kept, strides: contiguousStrides(kept) };
    return elementwiseProgram(machine, substitute(finish, [only]), [{ ...x, shape: kept, strides }], target);
  }
  const keptStrides = contiguousStrides(kept);
  let next = 0;
  const { args, run } = rowCall(machine, {
    shape: x.shape,
    reduced,
    reads: [x],
    writes: [{ dtype: output.dtype, strides: reduced.map((yes) => (yes ? 0 : keptStrides[next++]!)) }],
    stages: [{ reductions: [{ ...rule, accumulator }], stores: [] }],
    results: [{ value: substitute(finish, [{ kind: "input", type: accumulator, index: 1 }]), target: 0 }],
  });
  return ([pointer], target) => {
    args[0] = pointer!;
    args[1] = target;
    run();
  };
}
