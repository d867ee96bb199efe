import { expect, test } from "vitest";
import { mistakesOf } from "./mistakesOf.js";

test("the most frequent mistakes first, and nothing that was right or never happened", () => {
  const counts = [
    [9, 1, 0],
    [3, 5, 1],
    [0, 4, 0],
  ];
  const mistakes = mistakesOf(counts, 3).map(({ expected, predicted, count }) => [
    expected,
    predicted,
    count,
  ]);
  expect(mistakes).toEqual([
    [2, 1, 4],
    [1, 0, 3],
    [0, 1, 1],
  ]);
  expect(
    mistakesOf(
      [
        [2, 0],
        [0, 3],
      ],
      3,
    ),
  ).toEqual([]);
});
