import type { Constraint } from "./constraint.js";

/** A number from 0 to 1, such as a probability: value = 1/(1 + e^(-free)); the ends are limits. */
export function unitInterval(): Constraint {
  const value = (free: ArrayLike<number>) => 1 / (1 + Math.exp(-free[0]!));
  const rest = (free: ArrayLike<number>) => 1 / (1 + Math.exp(free[0]!));
  return {
    name: "unitInterval",
    size: 1,
    freedom: 1,
    contains: (values) => values[0]! >= 0 && values[0]! <= 1,
    describe: () => "a number from 0 to 1",
    toFree: (values) => Float64Array.of(Math.log(values[0]!) - Math.log1p(-values[0]!)),
    fromFree: (free) => Float64Array.of(value(free)),
    jacobian: (free) => Float64Array.of(value(free) * rest(free)),
    curvature: (free) => Float64Array.of(value(free) * rest(free) * (rest(free) - value(free))),
  };
}
