import {
  type Accuracy,
  type Attributes,
  broadcastStrides,
  contiguousStrides,
  type ElementwiseOp,
  input,
  scalarTypeOf,
  stridedOffsets,
} from "@mebae/tensor/backend";
import type { BoundedArray } from "./boundedArray.js";
import { storing } from "./rounding.js";
import { scalarBound } from "./scalarBound.js";

/** Each element's bound from the bounds of the elements that it is computed from. */
export function elementwiseBound(
  op: ElementwiseOp,
  inputs: readonly BoundedArray[],
  out: BoundedArray,
  attributes: Attributes,
  accuracy: Accuracy,
): void {
  const scalars = inputs.map(({ dtype }, i) => input(i, scalarTypeOf(dtype)));
  const bound = scalarBound(op.value(scalars, attributes).node, accuracy, out.dtype);
  const offsets = inputs.map(({ shape }) => {
    const strides = broadcastStrides(shape, contiguousStrides(shape), out.shape);
    return [...stridedOffsets(out.shape, strides)];
  });
  for (let i = 0; i < out.data.length; i++) {
    const values = inputs.map(({ data }, k) => data[offsets[k]![i]!]!);
    const errors = inputs.map((array, k) => array.errors[offsets[k]![i]!]!);
    const { value, error } = bound(values, errors);
    out.errors[i] = error + storing(value, out.dtype, accuracy);
  }
}
