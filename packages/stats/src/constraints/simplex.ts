import { UsageError } from "@mebae/tensor";
import type { VectorConstraint } from "./constraint.js";

/** What the sum of shares may be off by rounding, for each of them. */
const tolerance = 1e-12;

/**
 * Positive shares of 1: valueᵢ = e^freeᵢ / Σ e^freeⱼ, the last with free = 0 (Aitchison 1982, "The statistical analysis
 * of compositional data").
 * @param size how many shares, 2 or more
 * @throws UsageError for another size
 */
export function simplex(size: number): VectorConstraint {
  if (!(Number.isSafeInteger(size) && size >= 2)) {
    throw new UsageError(`simplex: expected a whole size of at least 2, got ${size}`);
  }
  const freedom = size - 1;
  return {
    name: "simplex",
    size,
    shape: [size],
    freedom,
    contains(values) {
      let sum = 0;
      for (let i = 0; i < size; i++) {
        if (!(values[i]! > 0)) return false;
        sum += values[i]!;
      }
      return Math.abs(sum - 1) <= tolerance * size;
    },
    describe: () => `${size} positive numbers that sum to 1`,
    toFree: (values) =>
      Float64Array.from({ length: freedom }, (_, i) => Math.log(values[i]! / values[freedom]!)),
    fromFree: (free) => shares(free, size),
    jacobian(free) {
      const values = shares(free, size);
      const slopes = new Float64Array(size * freedom);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < freedom; j++)
          slopes[i * freedom + j] = values[i]! * ((i === j ? 1 : 0) - values[j]!);
      }
      return slopes;
    },
    curvature(free) {
      // ∂pᵢ/∂fⱼ = pᵢ·(δᵢⱼ - pⱼ), and once more by fₖ.
      const p = shares(free, size);
      const bends = new Float64Array(size * freedom * freedom);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < freedom; j++) {
          for (let k = 0; k < freedom; k++) {
            const first = ((i === j ? 1 : 0) - p[j]!) * ((i === k ? 1 : 0) - p[k]!);
            bends[(i * freedom + j) * freedom + k] = p[i]! * (first - p[j]! * ((j === k ? 1 : 0) - p[k]!));
          }
        }
      }
      return bends;
    },
  };
}

function shares(free: ArrayLike<number>, size: number): Float64Array {
  const exponents = Float64Array.from({ length: size }, (_, i) => (i < size - 1 ? free[i]! : 0));
  const largest = exponents.reduce((most, exponent) => Math.max(most, exponent));
  // The largest by itself, since ∞ - ∞ is no number.
  const powers = exponents.map((exponent) => (exponent === largest ? 1 : Math.exp(exponent - largest)));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((power) => power / sum);
}
