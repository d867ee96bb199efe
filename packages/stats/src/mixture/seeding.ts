import type { Draws } from "../draws.js";

/**
 * Places of k centres among rows: each next one is drawn with a probability that grows with the square of its distance from the
 * nearest so far (k-means++; Arthur & Vassilvitskii 2007), or in every other start by weight alone: an outlier, which the first
 * way draws nearly always, leads to a component of its own.
 * @param squaredDistance of rows i and j
 */
export function seedCentres(
  count: number,
  rows: number,
  weights: Float64Array | undefined,
  squaredDistance: (i: number, j: number) => number,
  draws: Draws,
  apart: boolean,
): number[] {
  const nearest = new Float64Array(rows).fill(1);
  const centres: number[] = [];
  while (centres.length < count) {
    const cumulative = new Float64Array(rows);
    let total = 0;
    for (let i = 0; i < rows; i++) cumulative[i] = total += (weights ? weights[i]! : 1) * nearest[i]!;
    // Fewer different rows than centres: any of them.
    const target = draws.uniform() * (total || 1);
    const found = total > 0 ? cumulative.findIndex((sum) => sum > target) : Math.floor(target * rows);
    const centre = found < 0 ? rows - 1 : found;
    centres.push(centre);
    for (let i = 0; i < rows; i++) {
      const distance = squaredDistance(i, centre);
      const least = centres.length === 1 ? distance : Math.min(nearest[i]!, distance);
      nearest[i] = apart ? least : Math.min(nearest[i]!, distance > 0 ? 1 : 0);
    }
  }
  return centres;
}

/** How much of a row its nearest centre takes at first. */
const share = 0.9;

/** First responsibilities, component by component: most of each row to its nearest centre. */
export function nearestCentres(
  centres: readonly number[],
  rows: number,
  squaredDistance: (i: number, j: number) => number,
): Float64Array[] {
  const rest = centres.length > 1 ? (1 - share) / (centres.length - 1) : 0;
  const parts = centres.map(() => new Float64Array(rows).fill(rest));
  for (let i = 0; i < rows; i++) {
    let best = 0;
    for (let j = 1; j < centres.length; j++)
      if (squaredDistance(i, centres[j]!) < squaredDistance(i, centres[best]!)) best = j;
    parts[best]![i] = centres.length > 1 ? share : 1;
  }
  return parts;
}
