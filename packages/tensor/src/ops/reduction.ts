import { type DType, isFloat } from "../dtype.js";
import { ShapeError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { formatShape, normalizeAxes, reducedShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { castTo } from "./cast.js";
import type { Gradients, ReductionAttributes, ReductionOp, ReductionRule } from "./op.js";

/** Which axes to reduce, and whether they stay as axes of length 1. */
export interface ReductionOptions {
  /** Counted from the end where negative; all by default. */
  readonly axes?: number | readonly number[];
  readonly keepDims?: boolean;
}

interface ReductionDefinition {
  readonly name: string;
  readonly rule: ReductionRule<ReductionAttributes>;
  readonly gradients: Gradients<ReductionAttributes>;
  /** The dtype that an input is reduced in, and so the output's; its own by default. */
  readonly dtype?: (input: DType) => DType;
  /** Whether there is no value for nothing: then reducing over an axis of length 0 is refused. */
  readonly nonEmpty?: boolean;
}

export type ReductionFunction = ((x: Tensor, options?: ReductionOptions) => Tensor) & {
  readonly op: ReductionOp;
};

/** An op that combines elements along axes. */
export function reduction(definition: ReductionDefinition): ReductionFunction {
  const { name, rule, gradients, dtype = (d) => d, nonEmpty = false } = definition;
  const op: ReductionOp = {
    kind: "reduction",
    name,
    rule,
    gradients,
    fusible: true,
    infer: ([x], { axes, keepDims }) => {
      if (nonEmpty && axes.some((axis) => x!.shape[axis] === 0)) {
        throw new ShapeError(
          `${name}: nothing to choose from along axes [${axes}] of ${formatShape(x!.shape)}`,
        );
      }
      return { dtype: x!.dtype, shape: reducedShape(x!.shape, axes, keepDims) };
    },
  };
  const call = (x: Tensor, options: ReductionOptions = {}): Tensor => {
    const attributes = {
      axes: normalizeAxes(options.axes, x.rank, name),
      keepDims: options.keepDims ?? false,
    };
    const target = dtype(x.dtype);
    if (target === x.dtype) return execute(op, [x], attributes);
    return scope(() => execute(op, [castTo(x, target)], attributes));
  };
  return Object.assign(call, { op });
}

/** Means are float: integers and bool as float32. */
export function meanDtype(dtype: DType): DType {
  return isFloat(dtype) ? dtype : "float32";
}

/** Counts are int32 for bool and uint8, as a sum of 300 bytes doesn't fit a byte. */
export function sumDtype(dtype: DType): DType {
  return dtype === "bool" || dtype === "uint8" ? "int32" : dtype;
}
