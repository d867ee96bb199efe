import { type DType, isFloat } from "../dtype.js";
import { execute } from "../execute.js";
import type { ScalarType } from "../expression/expression.js";
import type { Tensor } from "../tensor.js";
import { copyOp } from "./copyOp.js";
import type { ElementwiseOp } from "./op.js";

/** How an expression reads a tensor's elements. */
export function scalarTypeOf(dtype: DType): ScalarType {
  if (dtype === "uint8") return "int32";
  return dtype === "float16" ? "float32" : dtype;
}

const castOp: ElementwiseOp<{ dtype: DType }> = {
  kind: "elementwise",
  name: "cast",
  fusible: true,
  infer: ([x], { dtype }) => ({ dtype, shape: x!.shape }),
  value: ([x], { dtype }) => (dtype === "bool" ? x!.convert("bool") : x!.convert(scalarTypeOf(dtype))),
  gradients: [(dy, { x }) => castTo(dy, x.dtype)],
};

/** A contiguous copy with memory of its own. */
export function copy(x: Tensor): Tensor {
  return execute(copyOp, [x]);
}

/** The same tensor if it has that dtype, else its values converted. */
export function castTo(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype ? x : execute(castOp, [x], { dtype });
}

/**
 * The values of `x` as `dtype`, always a new tensor. Floats become integers by truncation (NaN becomes 0, what
 * is too large the nearest limit; uint8 then takes it modulo 256), and bool by comparison with 0.
 * Gradient: dy converted back; none through integers.
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  return x.dtype === dtype && !isFloat(dtype) ? copy(x) : execute(castOp, [x], { dtype });
}
