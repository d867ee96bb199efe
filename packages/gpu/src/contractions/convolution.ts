import type { ConvolutionAttributes, ValueSpec } from "@mebae/tensor/backend";

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
