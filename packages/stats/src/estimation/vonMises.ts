import type { Estimate } from "../record.js";
import { besselRatioInverse } from "../special/bessel.js";
import type { MeanDirection } from "../statistics/meanDirection.js";

/** A mean no longer than this is 0 but for rounding, and an angle no farther from the others is equal. */
const rounding = 4 * Number.EPSILON;

/** The maximum of the von Mises likelihood: the mean's direction, and κ with I₁(κ)/I₀(κ) = its length. */
export function vonMisesMaximum({ angle, deficit }: MeanDirection): Estimate<"mean" | "concentration"> {
  const length = 1 - deficit;
  if (length <= rounding)
    return {
      parameters: { mean: angle, concentration: 0 },
      status: {
        kind: "boundary",
        parameter: "concentration",
        limit: 0,
        reason: "the directions cancel: the limit is uniform, of which every direction is the mean",
      },
    };
  if (deficit <= rounding ** 2)
    return {
      parameters: { mean: angle, concentration: Infinity },
      status: {
        kind: "degenerate",
        reason: `all angles are ${angle}, or whole turns from it: the likelihood grows without bound with the concentration`,
      },
    };
  return { parameters: { mean: angle, concentration: besselRatioInverse(length, deficit) } };
}
