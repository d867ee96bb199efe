import { withAssignments } from "../assignments.js";
import { tensor, zeros } from "../creation.js";
import { typedArray } from "../dtype.js";
import { stack } from "../ops/concatenate.js";
import { reshape } from "../ops/reshape.js";
import { scope } from "../scope.js";
import type { Tensor } from "../tensor.js";
import { grad, linearize } from "./transforms.js";

/**
 * All second derivatives of a scalar function of one tensor: `hessian(f)(x)` has shape [...x.shape, ...x.shape],
 *   H[i, j] = ∂²f / ∂xᵢ ∂xⱼ
 * The gradient is computed once, and differentiated by one backward pass for each element of x. Assignments made in
 * `f` are undone.
 */
export function hessian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) =>
    scope(() =>
      withAssignments(() => {
        const { pull, tape } = linearize((input) => grad(f)(input)[0]!, [x], "hessian");
        using _ = tape;
        const shape = [...x.shape, ...x.shape];
        if (x.size === 0) return zeros(shape, { dtype: x.dtype, backend: x.backend });
        const rows = Array.from({ length: x.size }, (_, i) => scope(() => pull(unit(x, i))[0]!));
        return reshape(stack(rows), shape);
      }, false),
    );
}

/** Zeros like x but for a 1 at one place. */
function unit({ dtype, shape, size, backend }: Tensor, place: number): Tensor {
  const values = typedArray(dtype, size);
  values[place] = 1;
  return tensor(values, { dtype, shape, backend });
}
