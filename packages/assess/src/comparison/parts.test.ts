import { describe, expect, test } from "vitest";
import { correctedInterval } from "./correctedInterval.js";
import { holm } from "./holm.js";
import { mcNemar } from "./mcNemar.js";

describe("the corrected interval", () => {
  test("is the t interval where nothing overlaps", () => {
    // SciPy 1.17.1: stats.ttest_1samp([1, 2, 3, 4, 10], 0)
    const { difference, low, high, pValue } = correctedInterval([1, 2, 3, 4, 10], 0);
    expect(difference).toBe(4);
    expect(low).toBeCloseTo(-0.3899451654, 9);
    expect(high).toBeCloseTo(8.3899451654, 9);
    expect(pValue).toBeCloseTo(0.064676894, 8);
  });

  test("is wider by √(1 + Jρ) for overlapping training sets", () => {
    const [plain, corrected] = [
      correctedInterval([1, 2, 3, 4, 10], 0),
      correctedInterval([1, 2, 3, 4, 10], 0.25),
    ];
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(corrected) / width(plain)).toBeCloseTo(Math.sqrt(1 + 5 * 0.25), 10);
    expect(corrected.pValue).toBeGreaterThan(plain.pValue);
  });

  test("is wider at a higher level, and turns with the sign", () => {
    const some = [0.1, 0.3, -0.2, 0.4];
    const [usual, firm] = [correctedInterval(some, 0.25), correctedInterval(some, 0.25, 0.99)];
    expect(firm.low).toBeLessThan(usual.low);
    const turned = correctedInterval(
      some.map((value) => -value),
      0.25,
    );
    expect(turned.low).toBeCloseTo(-usual.high, 12);
    expect(turned.pValue).toBeCloseTo(usual.pValue, 12);
  });

  test("of equal scores is nothing at all", () => {
    expect(correctedInterval([0, 0, 0], 0.25)).toEqual({ difference: 0, low: 0, high: 0, pValue: 1 });
  });

  test("needs two differences", () => {
    expect(() => correctedInterval([1], 0.25)).toThrow("expected two differences or more, got 1");
  });
});

describe("Holm's step-down", () => {
  test("raises each by how many are left, never below the one before", () => {
    // 4·0.005, 3·0.01, 2·0.03, and 1·0.04, which stays at the 0.06 before it.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    for (const [i, expected] of [0.03, 0.06, 0.06, 0.02].entries())
      expect(adjusted[i]).toBeCloseTo(expected, 12);
  });

  test("leaves one alone and stops at 1", () => {
    expect(holm([0.2])).toEqual([0.2]);
    expect(holm([0.6, 0.9, 0.8])).toEqual([1, 1, 1]);
    expect(holm([])).toEqual([]);
  });
});

describe("McNemar's exact test", () => {
  const rights = (text: string) => Array.from(text, (letter) => letter === "1");

  test("is the sign test on the examples that only one got right", () => {
    // SciPy 1.17.1: stats.binomtest(1, 8).pvalue
    const found = mcNemar(rights("11111110" + "0011"), rights("00000001" + "0011"));
    expect(found).toMatchObject({ onlyFirst: 7, onlySecond: 1 });
    expect(found.pValue).toBeCloseTo(0.0703125, 12);
  });

  test("says nothing where both are right and wrong together, or equally often alone", () => {
    expect(mcNemar(rights("0110"), rights("0110")).pValue).toBe(1);
    expect(mcNemar(rights("10"), rights("01")).pValue).toBe(1);
  });

  test("refuses other examples", () => {
    expect(() => mcNemar([true], [])).toThrow("1 examples of the first but 0 of the second");
  });
});
