import type { ValueSpec } from "../../backend.js";
import { bytesOf } from "../../dtype.js";
import type { Expression, ScalarType } from "../../expression/expression.js";
import { constant, input } from "../../expression/scalar.js";
import { contiguousStrides, sizeOf } from "../../shape.js";
import type { CpuMachine, CpuRun } from "../kernel.js";
import { type Axis, collapse } from "./axes.js";
import { elementwiseProgram } from "./elementwise.js";
import { encodeModule, isShared } from "./encoder.js";
import { walkOf } from "./loop.js";
import { type ReductionKernel, reductionFunction } from "./reductionCode.js";
import { stepsOf, substitute } from "./steps.js";

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

type Entry = (...args: readonly number[]) => void;

/**
 * output = finish(combine over `axes` of map(x)), whatever the strides of x. Vectors go along the reduced axis
 * whose elements are neighbours, or along a kept one. Sums of n elements are made in blocks whose size depends
 * on neither the shape nor the threads: their error grows as n/2048 roundings at most instead of n.
 */
export function reductionProgram(
  machine: CpuMachine,
  rule: ReductionExpressions,
  x: ValueSpec,
  axes: readonly number[],
  output: ValueSpec,
  accumulator: ScalarType,
): CpuRun {
  if (sizeOf(output.shape) === 0) return () => undefined;
  const finish = rule.finish ?? input(0, accumulator).node;
  const { kept, reduced } = splitAxes(x, axes);
  const start = constant(rule.initial, accumulator).node;
  if (sizeOf(x.shape) === 0) {
    return elementwiseProgram(machine, substitute(finish, [start]), [], output);
  }
  if (reduced.length === 0) {
    const only = substitute(rule.combine, [start, rule.map]);
    const source = { ...x, strides: x.strides.filter((_, i) => x.shape[i] !== 1) };
    const shape = x.shape.filter((n) => n !== 1);
    const target = { dtype: output.dtype, shape, strides: contiguousStrides(shape) };
    return elementwiseProgram(machine, substitute(finish, [only]), [{ ...source, shape }], target);
  }
  const inner = reduced.pop()!;
  const column = kept.at(-1)?.strides.every((stride) => stride === 1) && inner.strides[0] !== 1;
  const neighbours = column ? kept.pop()! : undefined;
  const kernel: ReductionKernel = {
    initial: rule.initial,
    map: stepsOf([rule.map], machine.relaxedSimd),
    combine: stepsOf([rule.combine], machine.relaxedSimd),
    finish: stepsOf([finish], machine.relaxedSimd),
    input: x.dtype,
    output: output.dtype,
    accumulator,
    along: neighbours ? "kept" : "reduced",
    walk: walkOf(inner.strides[0]!),
    kept: kept.length,
    reduced: reduced.length,
  };
  const { run } = machine.instantiate(
    keyOf(kernel),
    () => encodeModule(reductionFunction(kernel), isShared(machine)),
    { ...kernel.map.functions, ...kernel.combine.functions, ...kernel.finish.functions },
  );
  const from = bytesOf(x.dtype);
  const to = bytesOf(output.dtype);
  const [end, rows] = [product(kept), product(reduced)];
  const args = [0, 0, 0, end, inner.size, inner.strides[0]! * from, neighbours?.size ?? 0, rows];
  for (const { size, strides } of kept) args.push(size, strides[0]! * from, strides[1]! * to);
  for (const { size, strides } of reduced) args.push(size, strides[0]! * from);
  const each = inner.size * rows * (neighbours?.size ?? 1);
  const work = { range: 2, count: end, grain: Math.max(1, Math.ceil(machine.grain / each)) };
  return (pointers, pointer) => {
    args[0] = pointers[0]!;
    args[1] = pointer;
    if (end > work.grain) machine.share(run!, args, work);
    else {
      args[2] = 0;
      args[3] = end;
      (run as Entry)(...args);
    }
  };
}

function product(axes: readonly Axis[]): number {
  return axes.reduce((total, { size }) => total * size, 1);
}

function keyOf(kernel: ReductionKernel): string {
  const { map, combine, finish, ...rest } = kernel;
  const initial = Object.is(rest.initial, -0) ? "-0" : `${rest.initial}`;
  const facts = Object.values({ ...rest, initial }).join(" ");
  return `reduction ${facts} ${map.key} ${combine.key} ${finish.key}`;
}

/** Kept axes with strides in x and output; reduced ones with strides in x, the nearest elements innermost. */
function splitAxes(x: ValueSpec, axes: readonly number[]): { kept: Axis[]; reduced: Axis[] } {
  const all = x.shape.map((_, axis) => axis);
  const keptAxes = all.filter((axis) => !axes.includes(axis));
  const reducedAxes = all.filter((axis) => axes.includes(axis));
  const distance = (axis: number) => Math.abs(x.strides[axis]!);
  reducedAxes.sort((a, b) => distance(b) - distance(a));
  const pick = <T>(list: readonly T[], chosen: readonly number[]) => chosen.map((axis) => list[axis]!);
  const keptShape = pick(x.shape, keptAxes);
  return {
    kept: collapse(keptShape, [pick(x.strides, keptAxes), contiguousStrides(keptShape)]),
    reduced: collapse(pick(x.shape, reducedAxes), [pick(x.strides, reducedAxes)]),
  };
}
