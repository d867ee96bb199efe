/** What a network takes a drawing for. */
export interface Reading {
  readonly classes: readonly string[];
  readonly probabilities: readonly number[];
}

/** Below this probability of the best class a page shouldn't sound sure. */
const sure = 0.6;

export interface Guess {
  readonly best: string;
  readonly probability: number;
  readonly second: string;
  readonly secondProbability: number;
  readonly isSure: boolean;
}

/** The two most probable classes. */
export function guessOf({ classes, probabilities }: Reading): Guess {
  const order = [...classes.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!);
  const [first, second] = [order[0]!, order[1]!];
  return {
    best: classes[first]!,
    probability: probabilities[first]!,
    second: classes[second]!,
    secondProbability: probabilities[second]!,
    isSure: probabilities[first]! >= sure,
  };
}
