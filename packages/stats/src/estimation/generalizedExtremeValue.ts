import type { Estimate } from "../record.js";
import type { Sample } from "../sample.js";
import { allEqual } from "../status.js";
import { climb, type Place, type Summit } from "./extremeValueScore.js";
import { extremeValueStart } from "./probabilityWeighted.js";

/** With more values than this a part of them is fitted first. */
const partSize = 2000;

/**
 * The highest local maximum of the generalized extreme value likelihood with ξ > -1, from several starts: there may be none, and
 * beyond -1 the likelihood is infinite.
 */
export function extremeValueEstimate(sample: Sample): Estimate<"location" | "scale" | "shape"> {
  const { minimum, maximum } = sample;
  if (minimum === maximum)
    return { parameters: { location: minimum, scale: 0, shape: 0 }, status: allEqual(minimum, "scale") };
  const { sorted } = sample.part(partSize);
  const centre = sorted[sorted.length >> 1]!;
  const unit = Math.max(maximum - centre, centre - minimum) / 4;
  const standard = sample.map((value) => (value - centre) / unit);
  const best = highest(standard);
  if (!best) return unbounded(sample);
  const { location, scale, shape } = best;
  return { parameters: { location: centre + unit * location, scale: unit * scale, shape } };
}

function highest(sample: Sample): Place | undefined {
  let best: Summit | undefined;
  const part = sample.part(partSize);
  for (const shape of [undefined, 0.1, -0.4, 0.8, -0.8]) {
    let start: Place = extremeValueStart(sample, shape === undefined ? {} : { shape });
    if (part !== sample) start = climb(part, start) ?? start;
    const found = climb(sample, covered(sample, start));
    if (found && found.height > (best?.height ?? -Infinity)) best = found;
    // With many data there is one maximum.
    if (found && sample.values.length > 200) break;
  }
  return best;
}

/** The scale made wide enough for values that a part of them didn't have. */
function covered({ minimum, maximum }: Sample, { location, scale, shape }: Place): Place {
  const far = shape > 0 ? location - minimum : maximum - location;
  return { location, scale: Math.max(scale, 1.01 * Math.abs(shape) * far), shape };
}

/** The nearest there is: ξ = -1, where the likelihood is bounded, and highest for an end at the greatest value. */
function unbounded(sample: Sample): Estimate<"location" | "scale" | "shape"> {
  const { mean, maximum } = sample;
  return {
    parameters: { location: mean, scale: maximum - mean, shape: -1 },
    status: {
      kind: "degenerate",
      reason: `the likelihood has no maximum with shape above -1, and below it grows without bound as the support's end goes to the greatest value, ${maximum}`,
    },
  };
}
