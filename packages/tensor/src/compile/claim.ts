import { copy } from "../ops/cast.js";
import { scope } from "../scope.js";
import type { Tensor } from "../tensor.js";
import type { Variable } from "../variable.js";

/** A Variable's tensor as compiled code reads it: contiguous. */
export function contiguousState(variable: Variable): Tensor {
  variable.held.assertAlive(`variable "${variable.name}"`);
  if (!variable.held.isContiguous) replaceByCopy(variable);
  return variable.held;
}

/**
 * A Variable's tensor that compiled code may overwrite: contiguous, in a buffer that nobody else knows. Whoever was
 * handed the last one finds it disposed, as after `assign`.
 */
export function claimState(variable: Variable): Tensor {
  if (!variable.isExposed) return variable.held;
  const { isShared } = contiguousState(variable);
  if (isShared) replaceByCopy(variable);
  else variable.exchange(variable.held.alias({ owner: null, newId: true })).dispose();
  variable.isExposed = false;
  return variable.held;
}

function replaceByCopy(variable: Variable): void {
  scope(() => variable.exchange(copy(variable.held).alias({ owner: null })).dispose());
}
