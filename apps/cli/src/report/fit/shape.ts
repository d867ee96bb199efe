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
  /** Given that a value was recorded at all. */
  density(x: number): number;
  cdf(x: number): number;
  quantile(p: number): number;
}

/** Quartiles that a window reaches beyond the middle half of the values. */
const reach = 5;

/** Of exact values; undefined for censored ones, and where the fit is no distribution. */
export function shapeOf({ column, result, truncation = {} }: Fitted): Shape | undefined {
  if (column.censoring?.some((side) => side !== "none")) return undefined;
  let distribution: Distribution;
  try {
    distribution = result.distribution;
  } catch {
    // At some limits there is none.
    return undefined;
  }
  const { low = -Infinity, high = Infinity } = truncation;
  const below = low === -Infinity ? 0 : distribution.cdf(low);
  const mass = (high === Infinity ? 1 : distribution.cdf(high)) - below;
  const { sorted, weights } = inOrder(column);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const window = windowOf(sorted);
  return {
    ...{ sorted, weights, total, window },
    isDiscrete: distribution.record.kind === "discrete",
    beyond: sorted.filter((x) => x < window[0] || x > window[1]).length,
    density: (x) => (x > low && x <= high ? distribution.pdf(x) / mass : 0),
    cdf: (x) => Math.min(1, Math.max(0, (distribution.cdf(x) - below) / mass)),
    quantile: (p) =>
      below === 0 && mass === 1
        ? distribution.quantile(p)
        : distribution.quantile(Math.min(1, below + p * mass)),
  };
}

function inOrder({ values, weights }: ColumnData) {
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
