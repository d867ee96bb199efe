import { Generator } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import type { Matrix } from "../matrix.js";
import { binsOf } from "./bins.js";
import { classPurpose } from "./classPurpose.js";
import { growTree } from "./grow.js";
import { sumPurpose } from "./sumPurpose.js";
import { addTree } from "./tree.js";

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float64Array.from(rows.flat()),
  rows: rows.length,
  columns: rows[0]!.length,
});

function grown(x: Matrix, labels: readonly number[], tried: number, seed = 0) {
  const purpose = classPurpose(Int32Array.from(labels), new Float64Array(x.rows).fill(1), 2);
  const rows = Int32Array.from({ length: x.rows }, (_, i) => i);
  return growTree({ bins: binsOf(x), rows, purpose, tried, depth: Infinity, generator: new Generator(seed) });
}

const corners = matrix([
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
]);

describe("a tree", () => {
  test("of classes grows to purity where no single cut gains anything: exclusive or", () => {
    const out = new Float64Array(8);
    addTree(grown(corners, [0, 1, 1, 0], 2), corners, 1, out);
    expect([...out]).toEqual([1, 0, 0, 1, 0, 1, 1, 0]);
  });

  test("of sums is a leaf there, and where all is the same", () => {
    for (const pulls of [
      [0, 1, 1, 0],
      [2, 2, 2, 2],
    ]) {
      const purpose = sumPurpose({ pulls: Float64Array.from(pulls), weights: [1, 1, 1, 1] });
      const rows = Int32Array.of(0, 1, 2, 3);
      const options = { bins: binsOf(corners), rows, purpose, tried: 2, depth: Infinity };
      expect(growTree({ ...options, generator: new Generator(0) }).column).toHaveLength(1);
    }
  });

  // The first column tells the classes, the second one example, the other eight say nothing.
  const wide = matrix(Array.from({ length: 8 }, (_, i) => [i % 2, i === 0 ? 1 : 0, ...Array(8).fill(7)]));
  const labels = [0, 1, 0, 1, 0, 1, 0, 1];

  test("splits wherever a column varies, however few are tried", () => {
    for (let seed = 0; seed < 50; seed++) {
      const out = new Float64Array(16);
      addTree(grown(wide, labels, 1, seed), wide, 1, out);
      expect([...out]).toEqual(labels.flatMap((label) => (label === 0 ? [1, 0] : [0, 1])));
    }
  });

  test("counts constant columns as tried: with two of ten the better column is found little more than half of the time", () => {
    let better = 0;
    for (let seed = 0; seed < 450; seed++) if (grown(wide, labels, 2, seed).column[0] === 0) better++;
    // The first of the two that is drawn decides, unless both are among the first two: ½ + ½·1/45. Five standard errors.
    const share = 0.5 + 0.5 / 45;
    expect(Math.abs(better / 450 - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / 450));
  });
});
