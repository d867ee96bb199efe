import type { ValueSpec } from "../../backend.js";
import { typedArray } from "../../dtype.js";
import { closure } from "../../expression/evaluate.js";
import type { Expression, ScalarType } from "../../expression/expression.js";
import { contiguousStrides, reducedShape, sizeOf, stridedOffsets } from "../../shape.js";
import type { CpuMachine, CpuRun } from "../kernel.js";
import { heapOf } from "./heap.js";

/** The expressions of a reduction: `combine` takes the total and the mapped element, `finish` the total. */
export interface LoweredRule {
  readonly initial: number;
  readonly map: Expression;
  readonly combine: Expression;
  readonly finish: Expression | undefined;
}

/** Combines elements over axes in row-major order of the input, in float64 accumulators (int32 ones wrap). */
export function reductionProgram(
  machine: CpuMachine,
  rule: LoweredRule,
  input: ValueSpec,
  axes: readonly number[],
  output: ValueSpec,
  accumulator: ScalarType,
): CpuRun {
  const map = closure(rule.map);
  const combine = closure(rule.combine);
  const finish = rule.finish && closure(rule.finish);
  const places = Int32Array.from(stridedOffsets(input.shape, input.strides));
  const kept = contiguousStrides(reducedShape(input.shape, axes, true));
  const targetStrides = kept.map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const targets = Int32Array.from(stridedOffsets(input.shape, targetStrides));
  const totals = new Float64Array(sizeOf(output.shape));
  const element = [0];
  const pair = [0, 0];
  return (pointers, pointer) => {
    const heap = heapOf(machine, input.dtype);
    const start = pointers[0]! / heap.BYTES_PER_ELEMENT;
    totals.fill(rule.initial);
    for (let i = 0; i < places.length; i++) {
      element[0] = heap[start + places[i]!]!;
      pair[0] = totals[targets[i]!]!;
      pair[1] = map(element);
      totals[targets[i]!] = combine(pair);
    }
    const out = typedArray(output.dtype, machine.memory.buffer, pointer, totals.length);
    for (let i = 0; i < totals.length; i++) {
      element[0] = totals[i]!;
      const value = finish ? finish(element) : element[0];
      out[i] = accumulator === "bool" ? Number(value !== 0) : value;
    }
  };
}
