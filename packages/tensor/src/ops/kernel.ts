import type { CpuKernel } from "../cpu/kernel.js";
import type { Attributes, Gradients, HostArray, KernelOp, TensorSpec } from "./op.js";

/** The record of an op with loops of its own. */
export function kernelOp<A extends Attributes>(definition: {
  readonly name: string;
  readonly infer: (inputs: readonly TensorSpec[], attributes: A) => TensorSpec;
  readonly compute: (inputs: readonly HostArray[], out: HostArray, attributes: A) => void;
  readonly gradients: Gradients<A>;
  readonly checksValues?: boolean;
  readonly cpu?: CpuKernel<A>;
}): KernelOp<A> {
  return { kind: "kernel", fusible: false, ...definition };
}
