import type { Constraint } from "./constraint.js";

/** A number above 0: value = e^free. */
export function positive(): Constraint {
  return {
    name: "positive",
    size: 1,
    freedom: 1,
    contains: (values) => values[0]! > 0 && Number.isFinite(values[0]!),
    describe: () => "a positive number",
    toFree: (values) => Float64Array.of(Math.log(values[0]!)),
    fromFree: (free) => Float64Array.of(Math.exp(free[0]!)),
    jacobian: (free) => Float64Array.of(Math.exp(free[0]!)),
    curvature: (free) => Float64Array.of(Math.exp(free[0]!)),
  };
}
