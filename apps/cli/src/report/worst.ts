import type { Example } from "@mebae/data";

/** One prediction that was far off, with the example as people can look at it. */
export interface WorstMistake {
  readonly example: Example;
  readonly expected: string;
  readonly predicted: string;
  /** How sure the network was of what it predicted; for numbers, how far it was off. */
  readonly weight: number;
}

/** Places of the `count` most confident wrong classifications, the surest first. */
export function surestMistakes(
  probabilities: ArrayLike<number>,
  labels: ArrayLike<number>,
  width: number,
  count: number,
): { place: number; predicted: number; weight: number }[] {
  const wrong: { place: number; predicted: number; weight: number }[] = [];
  for (let place = 0; place < labels.length; place++) {
    let predicted = 0;
    for (let k = 1; k < width; k++) {
      if (probabilities[place * width + k]! > probabilities[place * width + predicted]!) predicted = k;
    }
    if (predicted !== labels[place])
      wrong.push({ place, predicted, weight: probabilities[place * width + predicted]! });
  }
  return wrong.sort((a, b) => b.weight - a.weight || a.place - b.place).slice(0, count);
}

/** Places of the `count` largest errors, the largest first. */
export function largestErrors(
  predicted: ArrayLike<number>,
  expected: ArrayLike<number>,
  count: number,
): { place: number; weight: number }[] {
  return Array.from(expected, (value, place) => ({ place, weight: Math.abs(predicted[place]! - value) }))
    .sort((a, b) => b.weight - a.weight || a.place - b.place)
    .slice(0, count);
}
