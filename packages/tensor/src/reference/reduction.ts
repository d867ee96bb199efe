import { closure } from "../expression/evaluate.js";
import { input } from "../expression/scalar.js";
import { scalarTypeOf } from "../ops/cast.js";
import type { ReductionAttributes, ReductionOp } from "../ops/op.js";
import { contiguousStrides, reducedShape, sizeOf, stridedOffsets } from "../shape.js";
import type { ReferenceArray } from "./backend.js";

/** The elements of each output combined in float64 and in pairs, so that a long sum loses next to nothing. */
export function computeReduction(
  { rule }: ReductionOp,
  x: ReferenceArray,
  out: ReferenceArray,
  attributes: ReductionAttributes,
): void {
  const type = scalarTypeOf(x.dtype);
  const map = rule.map && closure(rule.map(input(0, type), attributes).node);
  const resultType = scalarTypeOf(out.dtype);
  const combine = closure(rule.combine(input(0, resultType), input(1, resultType)).node);
  const kept = reducedShape(x.shape, attributes.axes, true);
  const strides = contiguousStrides(kept).map((stride, axis) =>
    attributes.axes.includes(axis) ? 0 : stride,
  );
  const terms = Array.from(out.data, (): number[] => []);
  let i = 0;
  for (const at of stridedOffsets(x.shape, strides)) {
    const value = x.data[i++]!;
    terms[at]!.push(map ? map([value]) : value);
  }
  const initial = rule.initial(x.dtype);
  const pair = (a: number, b: number) => combine([a, b]);
  terms.forEach((values, k) => {
    out.data[k] = pair(initial, values.length === 0 ? initial : inPairs(values, pair));
  });
  if (!rule.finish) return;
  const count = sizeOf(attributes.axes.map((axis) => x.shape[axis]!));
  const finish = closure(rule.finish(input(0, resultType), count, attributes).node);
  for (let k = 0; k < out.data.length; k++) out.data[k] = finish([out.data[k]!]);
}

/** Neighbours combined, then the results' neighbours, until one is left. */
function inPairs(values: readonly number[], combine: (a: number, b: number) => number): number {
  let level = [...values];
  while (level.length > 1) {
    const next: number[] = [];
    for (let i = 0; i < level.length; i += 2)
      next.push(i + 1 < level.length ? combine(level[i]!, level[i + 1]!) : level[i]!);
    level = next;
  }
  return level[0]!;
}
