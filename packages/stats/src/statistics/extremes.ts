import { overviewOf } from "./overview.js";
import type { Statistic, Summary } from "./statistic.js";

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

/** Whether all values are one; a small statistic that would be 0 for them may be rounding, of a stream's parts. */
export function areEqual(summary: Summary): boolean {
  const { least, greatest } = summary.get(extremes);
  return least === greatest;
}
