import type { Sample } from "../sample.js";

/** The value that has most of the weight, and its weight. */
export function heaviest({ values, weights }: Sample): { value: number; weight: number } {
  const totals = new Map<number, number>();
  let best = { value: values[0]!, weight: 0 };
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const weight = (totals.get(value) ?? 0) + (weights ? weights[i]! : 1);
    totals.set(value, weight);
    if (weight > best.weight) best = { value, weight };
  }
  return best;
}
