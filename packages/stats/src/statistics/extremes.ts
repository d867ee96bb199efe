import type { Statistic } from "./statistic.js";

/** The least and the greatest value. */
export const extremes: Statistic<{ readonly least: number; readonly greatest: number }> = {
  name: "extremes",
  of(values) {
    let least = Infinity;
    let greatest = -Infinity;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    return { least, greatest };
  },
  merge: (a, _, b) => ({
    least: Math.min(a.least, b.least),
    greatest: Math.max(a.greatest, b.greatest),
  }),
};
