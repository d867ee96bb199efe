import {
  type Accuracy,
  contiguousStrides,
  input,
  type ReductionAttributes,
  type ReductionOp,
  scalarTypeOf,
  sizeOf,
  stridedOffsets,
} from "@mebae/tensor/backend";
import type { BoundedArray } from "./boundedArray.js";
import { storing } from "./rounding.js";
import { type Bounded, scalarBound } from "./scalarBound.js";

/**
 * A bound that holds whatever the order in which a backend combines the elements: rounding is that of combining their
 * magnitudes, the largest first, one after the other. For a sum of n terms that is at most n·ε·Σ|term|, of which
 * no order has more (Higham 2002, section 4.2); maxima and minima don't round.
 */
export function reductionBound(
  { rule }: ReductionOp,
  x: BoundedArray,
  out: BoundedArray,
  attributes: ReductionAttributes,
  accuracy: Accuracy,
): void {
  const [from, to] = [scalarTypeOf(x.dtype), scalarTypeOf(out.dtype)];
  const map = rule.map && scalarBound(rule.map(input(0, from), attributes).node, accuracy, out.dtype);
  const combine = scalarBound(rule.combine(input(0, to), input(1, to)).node, accuracy, out.dtype, false);
  const count = sizeOf(attributes.axes.map((axis) => x.shape[axis]!));
  const finish =
    rule.finish && scalarBound(rule.finish(input(0, to), count, attributes).node, accuracy, out.dtype);
  const terms = termsOf(x, out, attributes);
  const start: Bounded = { value: rule.initial(x.dtype), error: 0 };
  const fold = (list: readonly Bounded[]) =>
    list.reduce((a, b) => combine([a.value, b.value], [a.error, b.error]), start);
  terms.forEach((list, k) => {
    const mapped = map ? list.map(({ value, error }) => map([value], [error])) : list;
    const { value } = fold(mapped);
    const magnitudes = mapped.map((term) => ({ ...term, value: Math.abs(term.value) }));
    const { error } = fold(magnitudes.sort((a, b) => b.value - a.value));
    const result = finish ? finish([value], [error]) : { value, error };
    out.errors[k] = result.error + storing(result.value, out.dtype, accuracy);
  });
}

/** The elements that each output is made of. */
function termsOf(x: BoundedArray, out: BoundedArray, { axes }: ReductionAttributes): Bounded[][] {
  const kept = x.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  const strides = contiguousStrides(kept).map((stride, axis) => (axes.includes(axis) ? 0 : stride));
  const terms = Array.from(out.data, (): Bounded[] => []);
  let i = 0;
  for (const at of stridedOffsets(x.shape, strides)) {
    terms[at]!.push({ value: x.data[i]!, error: x.errors[i]! });
    i++;
  }
  return terms;
}
