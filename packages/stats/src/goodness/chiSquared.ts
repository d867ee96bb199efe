import type { Distribution } from "../distribution.js";
import { totalWeight } from "../totalWeight.js";

/** Observed and expected counts of one cell, of the values low < x ≤ high. */
export interface Cell {
  readonly low: number;
  readonly high: number;
  readonly observed: number;
  readonly expected: number;
}

/** Fewer expected values than this make the statistic jump. */
const enough = 5;

/**
 * Neighbouring whole numbers joined to cells in which at least five values are expected (Cochran 1954). The cells cover the whole
 * support.
 */
export function cellsOf(distribution: Distribution, values: Float64Array, weights?: Float64Array): Cell[] {
  const n = totalWeight(values.length, weights);
  const bounds = boundsOf(distribution, n);
  const observed = new Float64Array(bounds.length - 1);
  for (let i = 0; i < values.length; i++) {
    let cell = 0;
    while (values[i]! > bounds[cell + 1]!) cell++;
    observed[cell]! += weights ? weights[i]! : 1;
  }
  return Array.from(observed, (count, i) => {
    const [low, high] = [bounds[i]!, bounds[i + 1]!];
    return { low, high, observed: count, expected: n * massBetween(distribution, low, high) };
  });
}

/** Upper ends of the cells, after -Infinity: where the next five expected values are reached. */
function boundsOf(distribution: Distribution, n: number): number[] {
  const bounds = [-Infinity];
  const share = enough / n;
  for (;;) {
    const last = bounds.at(-1)!;
    const below = last === -Infinity ? 0 : distribution.cdf(last);
    // What is left after the next cell must make one too.
    if (below + 2 * share > 1) break;
    const next = distribution.quantile(below + share);
    if (distribution.survival(next) < share) break;
    bounds.push(next);
  }
  return [...bounds, Infinity];
}

function massBetween(distribution: Distribution, low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 1 : distribution.cdf(high);
  if (high === Infinity) return distribution.survival(low);
  return distribution.cdf(high) - distribution.cdf(low);
}

/** Σ (observed - expected)²/expected (Pearson 1900). */
export function chiSquaredStatistic(cells: readonly Cell[]): number {
  return cells.reduce((sum, { observed, expected }) => sum + (observed - expected) ** 2 / expected, 0);
}
