import type { Estimate } from "../record.js";
import type { Sample } from "../sample.js";
import { allEqual } from "../status.js";
import { cauchyMaximum, heaviest } from "./cauchy.js";

/** The maximum of the Cauchy likelihood, or why it has none: a value with half of the weight or more (Copas 1975). */
export function cauchyEstimate(sample: Sample): Estimate<"location" | "scale"> {
  const { minimum, maximum } = sample;
  if (minimum === maximum)
    return { parameters: { location: minimum, scale: 0 }, status: allEqual(minimum, "scale") };
  const { value, share } = heaviest(sample);
  if (share < 0.5 - 1e-12) return { parameters: cauchyMaximum(sample) };
  if (share > 0.5 + 1e-12)
    return {
      parameters: { location: value, scale: 0 },
      status: {
        kind: "degenerate",
        reason: `more than half of the values are ${value}, and the likelihood grows without bound as scale goes to 0 there`,
      },
    };
  return halfEqual(sample, value);
}

/** Half at one value: the likelihood is bounded, and highest at that value with no width, or, with two values, on a circle. */
function halfEqual({ values }: Sample, value: number): Estimate<"location" | "scale"> {
  const others = values.filter((other) => other !== value);
  const other = others[0]!;
  if (others.every((each) => each === other))
    return {
      parameters: { location: value / 2 + other / 2, scale: Math.abs(other / 2 - value / 2) },
      status: {
        kind: "notIdentifiable",
        reason: `half of the values are ${value} and half ${other}: all (location, scale) of the half circle over them are as likely`,
      },
    };
  return {
    parameters: { location: value, scale: 0 },
    status: {
      kind: "boundary",
      parameter: "scale",
      limit: 0,
      reason: `half of the values are ${value}: the likelihood grows as scale goes to 0 there, up to a limit`,
    },
  };
}
