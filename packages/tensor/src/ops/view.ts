import { execute } from "../execute.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Attributes, GradientFunction, ViewLayout, ViewOp } from "./op.js";

/** The record of an op that reads the same buffer through another layout. */
export function viewOp<A extends Attributes>(definition: {
  readonly name: string;
  readonly layout: (shape: Shape, strides: readonly number[], attributes: A) => ViewLayout | null;
  /** The output's shape; throws ShapeError. By default that of the layout. */
  readonly shape: (shape: Shape, attributes: A) => Shape;
  readonly gradient: GradientFunction<A>;
}): ViewOp<A> {
  return {
    kind: "view",
    name: definition.name,
    fusible: true,
    layout: definition.layout,
    infer: ([x], attributes) => ({ dtype: x!.dtype, shape: definition.shape(x!.shape, attributes) }),
    gradients: [definition.gradient],
  };
}

export function applyView<A extends Attributes>(op: ViewOp<A>, x: Tensor, attributes: A): Tensor {
  return execute(op, [x], attributes);
}
