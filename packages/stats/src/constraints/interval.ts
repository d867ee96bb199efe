import { UsageError } from "@mebae/tensor";
import type { ScalarConstraint } from "./constraint.js";

/**
 * A number between two limits: value = low + (high - low)·σ(free) with σ(z) = 1/(1 + e⁻ᶻ).
 * @throws UsageError unless low < high, both finite
 */
export function interval(low: number, high: number): ScalarConstraint {
  const width = high - low;
  if (!(width > 0 && width < Infinity)) {
    throw new UsageError(
      `interval: expected finite limits, the first below the second, got ${low} and ${high}`,
    );
  }
  return {
    name: "interval",
    size: 1,
    shape: [],
    freedom: 1,
    contains: (values) => values[0]! > low && values[0]! < high,
    describe: () => `a number between ${low} and ${high}`,
    toFree: (values) => Float64Array.of(Math.log((values[0]! - low) / (high - values[0]!))),
    fromFree: (free) => Float64Array.of(share(free[0]!) * width + low),
    jacobian: (free) => Float64Array.of(width * share(free[0]!) * share(-free[0]!)),
    curvature: (free) => {
      const [below, above] = [share(free[0]!), share(-free[0]!)];
      return Float64Array.of(width * below * above * (above - below));
    },
  };
}

/** σ(z), by the exponential that can't overflow. */
function share(z: number): number {
  const small = Math.exp(-Math.abs(z));
  return (z < 0 ? small : 1) / (1 + small);
}
