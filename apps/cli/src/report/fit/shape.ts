import type { Distribution } from "@mebae/stats";
import type { ColumnData } from "../../fitting/columnData.js";
import type { Fitted } from "../../fitting/fitted.js";

/** What the charts of a fit draw: the values in ascending order, and the distribution that their rows come from. */
export interface Shape {
  readonly sorted: Float64Array;
  /** In the order of `sorted`. */
  readonly weights: Float64Array;
  readonly total: number;
  readonly isDiscrete: boolean;
  /** Where most values are; a few far out would leave the others no room. */
  readonly window: readonly [low: number, high: number];
  /** Values outside of the window. */
  readonly beyond: number;
  /** Of the values as they were recorded, truncation included. */
  readonly distribution: Distribution;
}

/** Quartiles that a window reaches beyond the middle half of the values. */
const reach = 5;

/** Of exact values; undefined for censored ones, and where the fit is no distribution. */
export function shapeOf({ column, recorded }: Fitted): Shape | undefined {
  if (column.censoring?.some((side) => side !== "none")) return undefined;
  let distribution: Distribution;
  try {
    distribution = recorded.distribution;
  } catch {
    // At some limits there is none.
    return undefined;
  }
  const { sorted, weights } = inOrder(column, distribution);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const window = windowOf(sorted);
  return {
    ...{ sorted, weights, total, window, distribution },
    isDiscrete: distribution.record.kind === "discrete",
    beyond: sorted.filter((x) => x < window[0] || x > window[1]).length,
  };
}

function inOrder({ values: read, weights }: ColumnData, { record, support }: Distribution) {
  const { period } = record;
  // Angles as the numbers within the support for which they stand.
  const values = period ? read.map((x) => x - period * Math.floor((x - support[0]) / period)) : read;
  if (!weights) return { sorted: values.toSorted(), weights: new Float64Array(values.length).fill(1) };
  const order = Array.from(values, (_, i) => i).filter((i) => weights[i]! > 0);
  order.sort((a, b) => values[a]! - values[b]!);
  return {
    sorted: Float64Array.from(order, (i) => values[i]!),
    weights: Float64Array.from(order, (i) => weights[i]!),
  };
}

function windowOf(sorted: Float64Array): readonly [number, number] {
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const [least, lower, upper, most] = [at(0), at(0.25), at(0.75), at(1)];
  const room = reach * (upper - lower || (most - least) / 10);
  return [Math.max(least, lower - room), Math.min(most, upper + room)];
}

/** `count` numbers from low to high. */
export function spaced([low, high]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
}
