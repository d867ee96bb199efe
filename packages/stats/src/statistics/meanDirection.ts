import { halfSines, isInSineRange } from "../special/halfSines.js";
import { overviewOf } from "./overview.js";
import type { Statistic } from "./statistic.js";

/** Of angles as points on the unit circle: where their mean lies. */
export interface MeanDirection {
  /** Its angle, in (-π, π]. */
  readonly angle: number;
  /** 1 less its length, which for nearly equal angles keeps the digits that the length has lost. */
  readonly deficit: number;
}

/**
 * Mean direction and resultant length (Mardia & Jupp 2000, section 2.2), the deficit as the mean of 2sin²((x - angle)/2). An angle
 * of a part of many values is near enough, unless it is farther from their direction than they are themselves.
 */
export const meanDirection: Statistic<MeanDirection> = {
  name: "meanDirection",
  of(values, weights) {
    const [near, across, back] = coordinates(values, weights, roughAngle(values, weights));
    const direction = corrected(near, across, back);
    if (across * across < direction.deficit) return direction;
    return corrected(...coordinates(values, weights, direction.angle));
  },
  merge(a, aCount, b, bCount) {
    const share = bCount / (aCount + bCount);
    const difference = b.angle - a.angle;
    const half = Math.sin(0.5 * difference);
    const across = share * (1 - b.deficit) * Math.sin(difference);
    const back = (1 - share) * a.deficit + share * (b.deficit + (1 - b.deficit) * 2 * half * half);
    return corrected(a.angle, across, back);
  },
};

/** Direction of at most about 2000 of the values; of all where they have weights, which may be those of few. */
function roughAngle(values: Float64Array, weights: Float64Array | undefined): number {
  const stride = weights ? 1 : Math.ceil(values.length / 2000);
  let along = 0;
  let across = 0;
  for (let i = 0; i < values.length; i += stride) {
    const weight = weights ? weights[i]! : 1;
    along += weight * Math.cos(values[i]!);
    across += weight * Math.sin(values[i]!);
  }
  return Math.atan2(across, along);
}

/** An angle near the mean direction, and the means of sin and 1 - cos of the distances from it. */
function coordinates(
  values: Float64Array,
  weights: Float64Array | undefined,
  near: number,
): [near: number, across: number, back: number] {
  const { least, greatest } = overviewOf(values);
  const isNear = isInSineRange(Math.max(greatest - near, near - least));
  let count = 0;
  let across = 0;
  let back = 0;
  for (let from = 0; from < values.length; from += blockLength) {
    const size = Math.min(blockLength, values.length - from);
    if (isNear) halfSines(sines, cosines, values, from, size, near);
    else
      for (let i = 0; i < size; i++) {
        const half = 0.5 * (values[from + i]! - near);
        sines[i] = Math.sin(half);
        cosines[i] = Math.cos(half);
      }
    for (let i = 0; i < size; i++) {
      const weight = weights ? weights[from + i]! : 1;
      const sine = weight * sines[i]!;
      count += weight;
      across += sine * cosines[i]!;
      back += sine * sines[i]!;
    }
  }
  return [near, (2 * across) / count, (2 * back) / count];
}

const blockLength = 256;
const sines = new Float64Array(blockLength);
const cosines = new Float64Array(blockLength);

/** From the mean in coordinates along and across a direction near its own: (1 - back, across). */
function corrected(near: number, across: number, back: number): MeanDirection {
  const along = 1 - back;
  const angle = near + Math.atan2(across, along);
  const length = Math.hypot(across, along);
  // 1 - length = back - (length - along)
  const deficit = along > 0 ? back - (across * across) / (length + along) : 1 - length;
  return { angle: Math.atan2(Math.sin(angle), Math.cos(angle)), deficit };
}
