import type { CpuKernel } from "../cpu/kernel.js";
import type { Tensor } from "../tensor.js";
import type { Attributes, CompositeOp, Gradients, TensorSpec } from "./op.js";

/** The record of an op that is made of other ops, and that a backend may replace by one kernel. */
export function compositeOp<A extends Attributes>(definition: {
  readonly name: string;
  readonly infer: (inputs: readonly TensorSpec[], attributes: A) => TensorSpec;
  readonly decompose: (inputs: readonly Tensor[], attributes: A) => Tensor;
  readonly gradients: Gradients<A>;
  readonly cpu?: CpuKernel<A>;
}): CompositeOp<A> {
  return { kind: "composite", fusible: false, ...definition };
}
