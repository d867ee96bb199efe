import type { ElementwiseOp } from "./op.js";

/** The same values in one memory block, row-major. A record without imports, so that `execute` can use it too. */
export const copyOp: ElementwiseOp = {
  kind: "elementwise",
  name: "copy",
  fusible: true,
  infer: ([x]) => ({ dtype: x!.dtype, shape: x!.shape }),
  value: ([x]) => x!,
  gradients: [(dy) => dy],
};
