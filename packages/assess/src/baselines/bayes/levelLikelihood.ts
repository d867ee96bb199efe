import type { Indicators } from "@mebae/data";
import type { Matrix } from "../matrix.js";
import type { Likelihood } from "./likelihood.js";

/**
 * A category of L levels, one-hot, or a flag, whose two levels are 1 and 0. Each level is counted once more than it was seen
 * (Laplace), so that none is impossible:
 *   p(level | c) = (n_level + 1) / (n_c + L)
 * A row of no level, which training didn't see, says nothing.
 * @param members the rows of each class
 */
export function levelLikelihood(
  x: Matrix,
  group: Indicators,
  members: readonly (readonly number[])[],
): Likelihood {
  const levels = group.count === 1 ? 2 : group.count;
  const logs = new Float64Array(members.length * levels);
  for (const [c, rows] of members.entries()) {
    const counts = new Float64Array(levels).fill(1);
    let seen = levels;
    for (const i of rows) {
      const level = levelOf(x, i, group);
      if (level < 0) continue;
      counts[level]!++;
      seen++;
    }
    for (let level = 0; level < levels; level++) logs[c * levels + level] = Math.log(counts[level]! / seen);
  }
  return {
    add(rows, i, sums, at) {
      const level = levelOf(rows, i, group);
      if (level < 0) return;
      for (let c = 0; c < members.length; c++) sums[at + c]! += logs[c * levels + level]!;
    },
  };
}

/** Which indicator is 1, or -1; of a flag, whether it is 0. */
function levelOf({ data, columns }: Matrix, i: number, { from, count }: Indicators): number {
  const start = i * columns + from;
  const level = data.subarray(start, start + count).indexOf(1);
  return count === 1 ? level + 1 : level;
}
