import { totalWeight } from "../totalWeight.js";
/** Numbers with their weights, all 1 where there are none. */
export interface Column {
  readonly values: Float64Array;
  readonly weights?: Float64Array;
}

/** What is known of each observation, sorted by kind: itself, an upper bound, a lower bound, or both. */
export interface Observations {
  readonly exact?: Column;
  /** X ≤ value */
  readonly left?: Column;
  /** X > value */
  readonly right?: Column;
  /** values < X ≤ upper */
  readonly interval?: Column & { readonly upper: Float64Array };
  /** Only X with low < X ≤ high were recorded at all. */
  readonly truncation?: { readonly low: number; readonly high: number };
}

/** The kinds of observations that are there, exact ones first. */
export const kinds = ["exact", "left", "right", "interval"] as const;
export type Kind = (typeof kinds)[number];

/** The sum of the weights of all observations. */
export function countOf(observations: Observations): number {
  let count = 0;
  for (const kind of kinds) {
    const column = observations[kind];
    if (column) count += totalWeight(column.values.length, column.weights);
  }
  return count;
}

/** Applies a change of origin and unit to all values. */
export function mapObservations(observations: Observations, change: (value: number) => number): Observations {
  const { truncation } = observations;
  const mapped: Partial<Record<Kind, Column>> = {};
  for (const kind of kinds) {
    const column = observations[kind];
    if (!column) continue;
    const upper = kind === "interval" ? { upper: observations.interval!.upper.map(change) } : {};
    mapped[kind] = { ...column, ...upper, values: column.values.map(change) };
  }
  return {
    ...(mapped as Observations),
    ...(truncation && { truncation: { low: change(truncation.low), high: change(truncation.high) } }),
  };
}

/** How many observations there are, whatever their weights. */
export function rowsOf(observations: Observations): number {
  return kinds.reduce((rows, kind) => rows + (observations[kind]?.values.length ?? 0), 0);
}

/** About `size` of the observations, evenly spread over their order of arrival, of each kind its share and at least one. */
export function partOf(observations: Observations, size: number): Observations {
  const rows = rowsOf(observations);
  if (rows <= size) return observations;
  const { truncation } = observations;
  const part: Partial<Record<Kind, Column>> = {};
  for (const kind of kinds) {
    const column = observations[kind];
    if (!column) continue;
    const { length } = column.values;
    const kept = Math.max(1, Math.round((length / rows) * size));
    const pick = (from: Float64Array) =>
      Float64Array.from({ length: kept }, (_, i) => from[Math.floor(((i + 0.5) * length) / kept)]!);
    const upper = kind === "interval" ? { upper: pick(observations.interval!.upper) } : {};
    const weights = column.weights ? { weights: pick(column.weights) } : {};
    part[kind] = { values: pick(column.values), ...upper, ...weights };
  }
  return { ...(part as Observations), ...(truncation && { truncation }) };
}
