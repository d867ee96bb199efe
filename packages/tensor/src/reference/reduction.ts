import { closure } from "../expression/evaluate.js";
import { input } from "../expression/scalar.js";
import { scalarTypeOf } from "../ops/cast.js";
import type { ReductionAttributes, ReductionOp } from "../ops/op.js";
import { contiguousStrides, reducedShape, sizeOf, stridedOffsets } from "../shape.js";
import type { ReferenceArray } from "./backend.js";

/** One accumulator for each output element, in float64, filled in row-major order of the input. */
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
  out.data.fill(rule.initial(x.dtype));
  let i = 0;
  for (const at of stridedOffsets(x.shape, strides)) {
    const value = x.data[i++]!;
    out.data[at] = combine([out.data[at]!, map ? map([value]) : value]);
  }
  if (!rule.finish) return;
  const count = sizeOf(attributes.axes.map((axis) => x.shape[axis]!));
  const finish = closure(rule.finish(input(0, resultType), count, attributes).node);
  for (let k = 0; k < out.data.length; k++) out.data[k] = finish([out.data[k]!]);
}
