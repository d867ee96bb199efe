import type { Statistic } from "./statistic.js";

/** Of angles as points on the unit circle: where their mean lies. */
export interface MeanDirection {
  /** Its angle, in (-π, π]. */
  readonly angle: number;
  /** 1 less its length, which for nearly equal angles keeps the digits that the length has lost. */
  readonly deficit: number;
}

/** Mean direction and resultant length (Mardia & Jupp 2000, section 2.2), the deficit as the mean of 2sin²((x - angle)/2). */
export const meanDirection: Statistic<MeanDirection> = {
  name: "meanDirection",
  of(values, weights) {
    let cosines = 0;
    let sines = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      cosines += weight * Math.cos(values[i]!);
      sines += weight * Math.sin(values[i]!);
    }
    const angle = Math.atan2(sines, cosines);
    let count = 0;
    let across = 0;
    let back = 0;
    for (let i = 0; i < values.length; i++) {
      const weight = weights ? weights[i]! : 1;
      const difference = values[i]! - angle;
      const half = Math.sin(0.5 * difference);
      count += weight;
      across += weight * Math.sin(difference);
      back += weight * 2 * half * half;
    }
    return corrected(angle, across / count, back / count);
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

/** From the mean in coordinates along and across a direction near its own: (1 - back, across). */
function corrected(near: number, across: number, back: number): MeanDirection {
  const along = 1 - back;
  const angle = near + Math.atan2(across, along);
  const length = Math.hypot(across, along);
  // 1 - length = back - (length - along)
  const deficit = along > 0 ? back - (across * across) / (length + along) : 1 - length;
  return { angle: Math.atan2(Math.sin(angle), Math.cos(angle)), deficit };
}
