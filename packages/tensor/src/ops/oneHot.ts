import type { DType } from "../dtype.js";
import { DtypeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import type { Tensor } from "../tensor.js";
import { kernelOp } from "./kernel.js";

interface Attributes extends Record<string, unknown> {
  readonly classes: number;
  readonly dtype: DType;
  /** Whose name a refusal bears. */
  readonly where: string;
}

const oneHotOp = kernelOp<Attributes>({
  name: "oneHot",
  checksValues: true,
  infer: ([labels], { classes, dtype }) => {
    if (labels!.dtype !== "int32" && labels!.dtype !== "uint8") {
      throw new DtypeError(`oneHot: expected int32 or uint8 labels, got ${labels!.dtype}`);
    }
    return { dtype, shape: [...labels!.shape, classes] };
  },
  compute: ([labels], out, { classes, where }) => {
    labels!.data.forEach((label, row) => {
      if (label < 0 || label >= classes) {
        throw new UsageError(`${where}: label ${label} in row ${row} is outside the ${classes} classes`, {
          label,
          row,
          classes,
        });
      }
      out.data[row * classes + label] = 1;
    });
  },
  gradients: [],
});

/**
 * Rows of zeros with a 1 at the label: [...] gives [..., classes], float32 unless another dtype is asked for.
 * UsageError, naming the row, for a label outside 0 to classes - 1; `where` is whose error it is. Not differentiable.
 */
export function oneHot(labels: Tensor, classes: number, dtype: DType = "float32", where = "oneHot"): Tensor {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new UsageError(`oneHot: expected one class or more, got ${classes}`);
  }
  return execute(oneHotOp, [labels], { classes, dtype, where });
}
