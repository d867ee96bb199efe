import type { Statistic } from "./statistic.js";

/** Distinct values in order, and the sum of the weights of each. */
export interface Histogram {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** How often each whole number occurs: all that a discrete family asks of data. */
export const histogram: Statistic<Histogram> = {
  name: "histogram",
  of(values, weights) {
    let [least, most] = [Infinity, -Infinity];
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    return most - least < 4 * values.length + 1024
      ? byPlace(values, weights, least, most)
      : bySorting(values, weights);
  },
  merge(a, _aCount, b) {
    const values: number[] = [];
    const counts: number[] = [];
    for (let i = 0, j = 0; i < a.values.length || j < b.values.length; ) {
      const [left, right] = [a.values[i] ?? Infinity, b.values[j] ?? Infinity];
      values.push(Math.min(left, right));
      counts.push((left <= right ? a.counts[i++]! : 0) + (right <= left ? b.counts[j++]! : 0));
    }
    return { values: Float64Array.from(values), counts: Float64Array.from(counts) };
  },
};

function byPlace(
  values: Float64Array,
  weights: Float64Array | undefined,
  least: number,
  most: number,
): Histogram {
  const places = new Float64Array(most - least + 1);
  for (let i = 0; i < values.length; i++) places[values[i]! - least]! += weights ? weights[i]! : 1;
  const kept: number[] = [];
  for (let place = 0; place < places.length; place++) if (places[place]! > 0) kept.push(place);
  return {
    values: Float64Array.from(kept, (place) => least + place),
    counts: Float64Array.from(kept, (place) => places[place]!),
  };
}

function bySorting(values: Float64Array, weights: Float64Array | undefined): Histogram {
  const order = Uint32Array.from(values.keys()).sort((i, j) => values[i]! - values[j]!);
  const distinct: number[] = [];
  const counts: number[] = [];
  for (const i of order) {
    const weight = weights ? weights[i]! : 1;
    if (distinct.at(-1) === values[i]) counts[counts.length - 1]! += weight;
    else {
      distinct.push(values[i]!);
      counts.push(weight);
    }
  }
  return { values: Float64Array.from(distinct), counts: Float64Array.from(counts) };
}

/** Σ wᵢ·f(xᵢ)/Σ wᵢ */
export function histogramMean({ values, counts }: Histogram, f: (value: number) => number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    sum += counts[i]! * f(values[i]!);
    count += counts[i]!;
  }
  return sum / count;
}
