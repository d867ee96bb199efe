import { Key } from "@mebae/tensor";
import { expect, test } from "vitest";
import { Draws } from "../draws.js";
import { cheapestAssignment, matchComponents } from "./match.js";

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, at) => rest.toSpliced(at, 0, n - 1)),
  );
}

test("no assignment is cheaper", () => {
  const draws = new Draws(new Key(1));
  for (const size of [1, 2, 3, 4, 5, 6])
    for (let repetition = 0; repetition < 20; repetition++) {
      const costs = Array.from({ length: size }, () =>
        Array.from({ length: size }, () => Math.round(20 * draws.uniform()) - 10),
      );
      const costOf = (columns: readonly number[]) =>
        columns.reduce((sum, column, row) => sum + costs[row]![column]!, 0);
      const found = cheapestAssignment(costs);
      expect(found.toSorted()).toEqual(Array.from({ length: size }, (_, i) => i));
      expect(costOf(found)).toBe(Math.min(...permutations(size).map(costOf)));
    }
});

test("components are those that claim the same rows, of their own family", () => {
  const parts = [
    [0.9, 0.8, 0, 0],
    [0.1, 0.2, 0.9, 0],
    [0, 0, 0.1, 1],
  ].map((part) => Float64Array.from(part));
  const switched = [parts[2]!, parts[0]!, parts[1]!];
  const weights = new Float64Array(4).fill(1);
  expect(matchComponents(parts, switched, weights)).toEqual([1, 2, 0]);
  expect(matchComponents(parts, switched, weights, ["a", "b", "b"])).toEqual([0, 2, 1]);
});
