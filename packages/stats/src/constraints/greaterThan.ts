import { UsageError } from "@mebae/tensor";
import type { ScalarConstraint } from "./constraint.js";

/**
 * A finite number above a limit: value = low + e^free.
 * @throws UsageError unless the limit is finite
 */
export function greaterThan(low: number): ScalarConstraint {
  if (!Number.isFinite(low)) throw new UsageError(`greaterThan: expected a finite limit, got ${low}`);
  const slope = (free: ArrayLike<number>) => Float64Array.of(Math.exp(free[0]!));
  return {
    name: "greaterThan",
    size: 1,
    shape: [],
    freedom: 1,
    contains: (values) => values[0]! > low && values[0]! < Infinity,
    describe: () => `a number greater than ${low}`,
    toFree: (values) => Float64Array.of(Math.log(values[0]! - low)),
    fromFree: (free) => Float64Array.of(low + Math.exp(free[0]!)),
    jacobian: slope,
    curvature: slope,
  };
}
