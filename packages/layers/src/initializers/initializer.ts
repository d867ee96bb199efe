import type { DType, Key, Shape, Tensor } from "@mebae/tensor";

/** How many inputs one output sums over, and how many outputs one input reaches. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** Draws the first value of a parameter. */
export type Initializer = (key: Key, shape: Shape, options: Fans & { readonly dtype: DType }) => Tensor;
