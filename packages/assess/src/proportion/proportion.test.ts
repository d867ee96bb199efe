import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import fixture from "../assess.fixture.json" with { type: "json" };
import { clopperPearson } from "./clopperPearson.js";
import { wilson } from "./wilson.js";

describe("intervals of a proportion", () => {
  test.each(fixture.proportions)("%i of %i at %f are SciPy's", (successes, trials, level, ...ends) => {
    const exact = clopperPearson(successes!, trials!, level!);
    const score = wilson(successes!, trials!, level!);
    [exact.low, exact.high, score.low, score.high].forEach((end, i) => {
      expect(end).toBeCloseTo(ends[i]!, 11);
    });
  });

  test("the exact one holds the truth at least as often as it says", () => {
    const generator = new Generator(3);
    let held = 0;
    for (let i = 0; i < 1000; i++) {
      let hits = 0;
      for (let j = 0; j < 25; j++) if (generator.uniform() < 0.1) hits++;
      const { low, high } = clopperPearson(hits, 25, 0.9);
      if (low <= 0.1 && 0.1 <= high) held++;
    }
    expect(held).toBeGreaterThan(900);
  });

  test("without trials nothing is known", () => {
    for (const interval of [clopperPearson(0, 0), wilson(0, 0)])
      expect(interval).toEqual({ low: 0, high: 1 });
  });

  test.each([
    [2, 1, 0.95, "expected whole numbers, successes from 0 to trials, got 2 of 1"],
    [0.5, 1, 0.95, "got 0.5 of 1"],
    [1, 2, 1, "expected a level inside (0, 1), got 1"],
  ])("%f of %f at %f are refused", (successes, trials, level, message) => {
    for (const interval of [clopperPearson, wilson])
      expect(() => interval(successes, trials, level)).toThrow(message);
  });
});
