import type { Observations } from "../likelihood/observations.js";
import type { Confines } from "../record.js";

/** How near to a value the end of the support may come, in units of the values' range. */
const near = 1e-6;

/**
 * The generalized extreme value likelihood of exact values is infinite at both ends of their range. With ξ < -1 the density grows without
 * bound towards the upper end of the support, μ - σ/ξ, as that comes to the greatest value. With the lower end e^(-C·ξ) below the
 * least value the density there is of the order e^(C·ξ)/ξ, the others of the order 1/ξ: for any C their product grows with ξ. What is
 * fitted is a maximum in between, ξ > -1.
 */
export function extremeValueConfines(
  { exact }: Observations,
  by: readonly string[],
): Confines<"location" | "scale" | "shape"> | undefined {
  if (!exact || !by.includes("shape")) return undefined;
  const least = exact.values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = exact.values.reduce((a, b) => Math.max(a, b), -Infinity);
  const width = greatest - least || 1;
  return {
    parameter: "shape",
    above: -1,
    isLeft: ({ location, scale, shape }) => {
      const end = location - scale / shape;
      return Math.abs(end - (shape > 0 ? least : greatest)) < near * width;
    },
    reason:
      "no maximum was found with shape above -1, and the likelihood grows without bound as the support's end goes to the least or the greatest value",
  };
}
