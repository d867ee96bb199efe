import { UsageError } from "@mebae/tensor";
import type { Constraint, VectorConstraint } from "./constraint.js";

/**
 * Several numbers under the same constraint, each by itself: the coefficients of a regression are `vector(real(), 3)`.
 * @param each the constraint of one number
 * @param size how many
 * @throws UsageError for a constraint of more than one number, or a size below 1
 */
export function vector(each: Constraint, size: number): VectorConstraint {
  if (each.size !== 1 || each.freedom !== 1) {
    throw new UsageError(`vector: expected the constraint of one number, got ${each.name} of ${each.size}`);
  }
  if (!(Number.isSafeInteger(size) && size >= 1)) {
    throw new UsageError(`vector: expected a whole size of at least 1, got ${size}`);
  }
  const mapped = (map: (one: ArrayLike<number>) => Float64Array) => (numbers: ArrayLike<number>) =>
    Float64Array.from({ length: size }, (_, i) => map([numbers[i]!])[0]!);
  return {
    name: "vector",
    size,
    shape: [size],
    freedom: size,
    contains: (values) => Array.from({ length: size }, (_, i) => each.contains([values[i]!])).every(Boolean),
    describe: () => `${size} times ${each.describe()}`,
    toFree: mapped(each.toFree),
    fromFree: mapped(each.fromFree),
    jacobian(free) {
      const slopes = new Float64Array(size * size);
      mapped(each.jacobian)(free).forEach((slope, i) => {
        slopes[i * size + i] = slope;
      });
      return slopes;
    },
    curvature(free) {
      const bends = new Float64Array(size ** 3);
      mapped(each.curvature)(free).forEach((bend, i) => {
        bends[(i * size + i) * size + i] = bend;
      });
      return bends;
    },
  };
}
