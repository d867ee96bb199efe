import type { Draws } from "../draws.js";
import { type Column, countOf, kinds, type Observations } from "../likelihood/observations.js";

/**
 * As many observations as there are, drawn from them with replacement (Efron 1979), each by its weight. They come as the same
 * observations with whole weights, those not drawn left out.
 */
export function resample(observations: Observations, draws: Draws): Observations {
  const columns = kinds.flatMap((kind) => (observations[kind] ? [[kind, observations[kind]] as const] : []));
  const cumulative = cumulativeWeights(columns.map(([, column]) => column));
  const total = cumulative.at(-1)!;
  const counts = new Float64Array(cumulative.length);
  for (let drawn = Math.round(countOf(observations)); drawn > 0; drawn--)
    counts[placeOf(cumulative, draws.uniform() * total)]!++;
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

function cumulativeWeights(columns: readonly Column[]): Float64Array {
  const cumulative = new Float64Array(columns.reduce((count, { values }) => count + values.length, 0));
  let total = 0;
  let place = 0;
  for (const { values, weights } of columns)
    for (let i = 0; i < values.length; i++) cumulative[place++] = total += weights ? weights[i]! : 1;
  return cumulative;
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
