import { Key } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Cauchy } from "../distributions/cauchy.js";
import { orderedPair } from "./selection.js";

describe("values by their rank", () => {
  const drawn = Cauchy({ location: 0, scale: 1 }).sample(new Key(1), 30_001);
  test.each([
    ["drawn", drawn],
    ["in order", drawn.slice().sort()],
    ["of which most are equal", drawn.map((x) => (Math.abs(x) < 2 ? 1 : x))],
    ["of two kinds", drawn.map((x) => (x < 0 ? -1 : 1))],
    // The part that bounds are taken of is all 0.
    ["of a period", drawn.map((x, i) => (i % 15 === 7 ? 0 : x + 5))],
    ["few", drawn.subarray(0, 9)],
  ])("%s", (_, values) => {
    const before = values.slice();
    const sorted = values.slice().sort();
    const { length } = values;
    for (const k of [1, 2, Math.floor(length / 4), length >> 1, length - 1])
      expect(orderedPair(values, k)).toEqual([sorted[k - 1], sorted[k]]);
    expect(values).toEqual(before);
  });
});
