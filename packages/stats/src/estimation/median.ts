import type { Sample } from "../sample.js";
import { orderedPair } from "./selection.js";

/** The value with half of the weight on either side; halfway between two values where each side of the gap has half. */
export function weightedMedian(sample: Sample): number {
  const { values, weights, count } = sample;
  if (!weights) {
    const { length } = values;
    if (length === 1) return values[0]!;
    const [before, value] = orderedPair(values, length >> 1);
    return length % 2 === 1 ? value : middle(before, value);
  }
  const order = Uint32Array.from(values, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  // Weights of 0.1 add up to half up to rounding.
  const rounding = 4 * Number.EPSILON * count * Math.log2(values.length + 1);
  let below = 0;
  for (const [place, i] of order.entries()) {
    below += weights[i]!;
    if (below > count / 2 + rounding) return values[i]!;
    if (below >= count / 2 - rounding && place + 1 < order.length)
      return middle(values[i]!, values[order[place + 1]!]!);
  }
  return values[order.at(-1)!]!;
}

function middle(a: number, b: number): number {
  return a / 2 + b / 2;
}
