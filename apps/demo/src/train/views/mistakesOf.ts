/** So often an example of a class was taken for one of another. */
export interface Mistake {
  /** Places among the classes. */
  readonly expected: number;
  readonly predicted: number;
  readonly count: number;
}

/** The most frequent mistakes, the first class's first where they are as frequent. @param counts rows are true classes */
export function mistakesOf(counts: readonly (readonly number[])[], most: number): Mistake[] {
  return counts
    .flatMap((row, expected) => row.map((count, predicted): Mistake => ({ expected, predicted, count })))
    .filter(({ expected, predicted, count }) => expected !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);
}
