import type { Draws } from "../draws.js";
import { countOf, kinds, type Observations } from "../likelihood/observations.js";

/**
 * As many observations as there are, drawn from them with replacement (Efron 1979), each by its weight. They come as the same
 * observations with whole weights, those not drawn left out.
 */
export function resample(observations: Observations, draws: Draws): Observations {
  const columns = kinds.flatMap((kind) => (observations[kind] ? [[kind, observations[kind]] as const] : []));
  const all = columns.flatMap(([, { values, weights }]) => Array.from(weights ?? values.map(() => 1)));
  const counts = drawCounts(all, Math.round(countOf(observations)), draws);
  let start = 0;
  const drawn = columns.map(([kind, column]) => {
    const weights = counts.subarray(start, (start += column.values.length));
    const kept = (_: number, i: number) => weights[i]! > 0;
    const upper = kind === "interval" ? { upper: observations.interval!.upper.filter(kept) } : {};
    return [kind, { values: column.values.filter(kept), weights: weights.filter(kept), ...upper }] as const;
  });
  const { truncation } = observations;
  const filled = drawn.filter(([, column]) => column.values.length > 0);
  return { ...Object.fromEntries(filled), ...(truncation && { truncation }) };
}

/** How often each place is drawn, by its weight, in `count` draws. */
export function drawCounts(weights: ArrayLike<number>, count: number, draws: Draws): Float64Array {
  let total = 0;
  const cumulative = Float64Array.from(weights, (weight) => (total += weight));
  const counts = new Float64Array(cumulative.length);
  for (let drawn = 0; drawn < count; drawn++) counts[placeOf(cumulative, draws.uniform() * total)]!++;
  return counts;
}

/** The first place whose cumulative weight exceeds x. */
function placeOf(cumulative: Float64Array, x: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
