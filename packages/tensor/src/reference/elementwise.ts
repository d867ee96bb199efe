import { closure } from "../expression/evaluate.js";
import { input } from "../expression/scalar.js";
import { scalarTypeOf } from "../ops/cast.js";
import type { Attributes, ElementwiseOp } from "../ops/op.js";
import { broadcastStrides, contiguousStrides, stridedOffsets } from "../shape.js";
import type { ReferenceArray } from "./backend.js";

/** out[i] = value(x[i], y[i], ...), the inputs read as if stretched to the output's shape. */
export function computeElementwise(
  op: ElementwiseOp,
  inputs: readonly ReferenceArray[],
  out: ReferenceArray,
  attributes: Attributes,
): void {
  const scalars = inputs.map((array, i) => input(i, scalarTypeOf(array.dtype)));
  const evaluate = closure(op.value(scalars, attributes).node);
  const offsets = inputs.map((array) => {
    const strides = broadcastStrides(array.shape, contiguousStrides(array.shape), out.shape);
    return stridedOffsets(out.shape, strides);
  });
  const values = new Float64Array(inputs.length);
  for (let i = 0; i < out.data.length; i++) {
    for (let k = 0; k < inputs.length; k++) values[k] = inputs[k]!.data[offsets[k]!.next().value!]!;
    out.data[i] = evaluate(values);
  }
}
