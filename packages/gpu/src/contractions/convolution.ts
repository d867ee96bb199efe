import type { ValueSpec } from "@mebae/tensor/backend";

/** One convolution; its two gradients have the same attributes (all pairs [vertical, horizontal]). */
export interface ConvolutionAttributes extends Record<string, unknown> {
  readonly plane: readonly [number, number];
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly before: readonly [number, number];
  readonly count: readonly [number, number];
  readonly groups: number;
}

/** What every engine says of a convolution. */
export const takes = (_: readonly ValueSpec[], { dtype }: ValueSpec) =>
  dtype === "float32" || dtype === "float16";

/** Two operations a tap of weights w [outputs, ...] and a value of y. */
export function convolutionFlops(w: ValueSpec, y: ValueSpec): number {
  const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  return 2 * product(y.shape) * product(w.shape.slice(1));
}

/** The windows of a convolution over its images. */
export function forwardWindows({ before, stride, dilation }: ConvolutionAttributes) {
  return { start: [-before[0], -before[1]], step: stride, dilation } as const;
}
