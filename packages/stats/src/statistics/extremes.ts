import { overviewOf } from "./overview.js";
import type { Statistic } from "./statistic.js";

/** The least and the greatest value. */
export const extremes: Statistic<{ readonly least: number; readonly greatest: number }> = {
  name: "extremes",
  of(values) {
    const { least, greatest } = overviewOf(values);
    return { least, greatest };
  },
  merge: (a, _, b) => ({
    least: Math.min(a.least, b.least),
    greatest: Math.max(a.greatest, b.greatest),
  }),
};
