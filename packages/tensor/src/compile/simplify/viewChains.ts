import { contiguousStrides, sameShape, sizeOf } from "../../shape.js";
import { nodeOf, type TracedNode } from "../value.js";

/** A view of a view by the same op as one view of the first one's input, where that shows the same elements: reshapes. */
export function shortenViews(node: TracedNode): TracedNode {
  const { op, attributes, inputs, output } = node;
  const before = inputs[0]?.node;
  if (op.kind !== "view" || before?.op !== op || sizeOf(output.spec.shape) === 0) return node;
  const x = before.inputs[0]!;
  const { shape } = x.spec;
  const strides = contiguousStrides(shape);
  const first = op.layout(shape, strides, before.attributes);
  const second = first && op.layout(first.shape, first.strides, attributes);
  const direct = second && op.layout(shape, strides, attributes);
  if (!direct || direct.offset !== first.offset + second.offset) return node;
  if (!sameShape(direct.shape, second.shape) || !sameShape(direct.strides, second.strides)) return node;
  return shortenViews(nodeOf(op, attributes, [x], output.spec));
}
