import { UsageError } from "@mebae/tensor";
import type { VectorConstraint } from "./constraint.js";

/**
 * Finite numbers, each above the one before: value₀ = free₀, valueᵢ = valueᵢ₋₁ + e^freeᵢ.
 * @param size how many, 2 or more
 * @throws UsageError for another size
 */
export function ordered(size: number): VectorConstraint {
  if (!(Number.isSafeInteger(size) && size >= 2)) {
    throw new UsageError(`ordered: expected a whole size of at least 2, got ${size}`);
  }
  return {
    name: "ordered",
    size,
    shape: [size],
    freedom: size,
    contains(values) {
      for (let i = 1; i < size; i++) if (!(values[i]! > values[i - 1]!)) return false;
      return values[0]! > -Infinity && values[size - 1]! < Infinity;
    },
    describe: () => `${size} ascending numbers`,
    toFree: (values) =>
      Float64Array.from({ length: size }, (_, i) =>
        i === 0 ? values[0]! : Math.log(values[i]! - values[i - 1]!),
      ),
    fromFree(free) {
      const values = Float64Array.of(free[0]!, ...new Float64Array(size - 1));
      for (let i = 1; i < size; i++) values[i] = values[i - 1]! + Math.exp(free[i]!);
      return values;
    },
    jacobian(free) {
      const slopes = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        slopes[i * size] = 1;
        for (let j = 1; j <= i; j++) slopes[i * size + j] = Math.exp(free[j]!);
      }
      return slopes;
    },
    curvature(free) {
      const bends = new Float64Array(size ** 3);
      for (let i = 1; i < size; i++) {
        for (let j = 1; j <= i; j++) bends[(i * size + j) * size + j] = Math.exp(free[j]!);
      }
      return bends;
    },
  };
}
