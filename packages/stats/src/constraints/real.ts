import type { ScalarConstraint } from "./constraint.js";

/** Any finite number. */
export function real(): ScalarConstraint {
  return {
    name: "real",
    size: 1,
    shape: [],
    freedom: 1,
    contains: (values) => Number.isFinite(values[0]!),
    describe: () => "a finite number",
    toFree: (values) => Float64Array.of(values[0]!),
    fromFree: (free) => Float64Array.of(free[0]!),
    jacobian: () => Float64Array.of(1),
    curvature: () => Float64Array.of(0),
  };
}
