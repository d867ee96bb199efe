import type { Backend } from "./backend.js";
import type { DType } from "./dtype.js";
import { BackendError } from "./errors.js";
import type { AnyOp } from "./ops/op.js";

/** @throws BackendError where the backend lacks the dtype of an op's input or of its output. */
export function assertDtype(op: AnyOp, backend: Backend, dtype: DType): void {
  if (!backend.dtypes.has(dtype)) {
    throw new BackendError(`${op.name}: the ${backend.name} backend has no ${dtype}`);
  }
}
