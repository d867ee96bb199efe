import type { Sample } from "../sample.js";

/** The value that has most of the weight, and its weight. Of many values the one that occurs most in a part of them. */
export function heaviest(sample: Sample): { value: number; weight: number } {
  const value = mostFrequent(sample.part(4000));
  const { values, weights } = sample;
  let weight = 0;
  for (let i = 0; i < values.length; i++) if (values[i] === value) weight += weights ? weights[i]! : 1;
  return { value, weight };
}

function mostFrequent({ values, weights }: Sample): number {
  const totals = new Map<number, number>();
  let best = values[0]!;
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const weight = (totals.get(value) ?? 0) + (weights ? weights[i]! : 1);
    totals.set(value, weight);
    if (weight > most) [best, most] = [value, weight];
  }
  return best;
}
