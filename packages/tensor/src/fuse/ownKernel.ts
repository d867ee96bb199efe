import type { DType } from "../dtype.js";
import type { AnyOp } from "../ops/op.js";

/** What a contraction may do with each element before it writes it. */
export interface Epilogue {
  /** Added to each element: one number a column of a matrix product, one a channel of a convolution; contiguous, and the last of the pointers. */
  readonly bias: boolean;
  /** max(0, ·) after that. */
  readonly relu: boolean;
}

/** What fusion asks of an engine's own kernel of an op. */
export interface OwnKernel {
  /** Whether it takes any strides; otherwise the engine hands it contiguous copies. */
  readonly strided: boolean;
  /** Whether it takes an epilogue. */
  readonly takesEpilogue?: boolean;
  /** The axis of the output along which an epilogue's bias lies; the last by default. */
  readonly biasAxis?: number;
}

/** The engine's own kernel of an op for values of a dtype, if it has one: what has none, and has an expression, is fused. */
export type OwnKernels = (op: AnyOp, dtype: DType) => OwnKernel | undefined;
