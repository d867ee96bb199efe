import { Dataset } from "@mebae/data";
import { Generator, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { generatedClasses } from "../../testing/generatedTables.js";
import { fitKernelMember } from "./kernelMember.js";
import { kernelWeight } from "./kernelWeight.js";
import { piecewiseLinear, quantilesOf } from "./quantileEncoding.js";
import { validationRows } from "./validationRows.js";

describe("quantilesOf", () => {
  test("cuts at quantiles, merges equal ones, and keeps columns of 0 and 1, of a rare 1, and of one value", () => {
    const rows = Array.from({ length: 81 }, (_, i) => [i, i % 2, i === 7 ? 1 : 0, 3, Math.max(0, i - 60)]);
    const quantiles = quantilesOf(Float32Array.from(rows.flat()), 5);
    expect(quantiles.bins).toEqual([4, 1, 1, 1, 1]);
    expect([...quantiles.start]).toEqual([0, 20, 40, 60, 0, 0, 3, 0]);
    expect([...quantiles.scale]).toEqual([20, 20, 20, 20, 1, 1, 1, 20]);
    const layer = piecewiseLinear(quantiles);
    const y = layer.forward(tensor([[50, 1, 1, 3, 25]]));
    expect([...y.dataSync()]).toEqual([1, 1, 0.5, -0.5, 1, 1, 0, 1.25].map((v, i) => (i === 3 ? 0 : v)));
  });

  test("few rows make one bin", () => {
    expect(
      quantilesOf(
        Float32Array.from({ length: 30 }, (_, i) => i),
        1,
      ).bins,
    ).toEqual([1]);
  });
});

describe("validationRows", () => {
  const examples = generatedClasses(100);
  const rows = Int32Array.from({ length: 80 }, (_, i) => i + 20);

  test("five places hold out every training row once, and learn from the others", () => {
    const parts = [0, 1, 2, 3, 4].map((place) => validationRows(examples, rows, 3, place));
    const held = parts.flatMap(({ held }) => [...held]).sort((a, b) => a - b);
    expect(held).toEqual(Array.from({ length: 80 }, (_, i) => i));
    for (const { learn, held: out } of parts) {
      expect(learn.length + out.length).toBe(80);
      expect(out.some((row) => learn.includes(row))).toBe(false);
    }
  });

  test("no group is torn", () => {
    const groups = Array.from({ length: 100 }, (_, i) => Math.floor(i / 7));
    const { learn, held } = validationRows({ ...examples, groups }, rows, 3, 0);
    const learned = new Set(Array.from(learn, (place) => groups[rows[place]!]));
    expect([...held].some((place) => learned.has(groups[rows[place]!]))).toBe(false);
  });

  test("the past predicts the future", () => {
    const times = Array.from({ length: 100 }, (_, i) => -i);
    const { learn, held } = validationRows({ ...examples, times }, rows, 3, 0);
    expect(Math.max(...held)).toBeLessThan(Math.min(...learn));
  });

  test("a class of a single row and too few groups don't hinder", () => {
    const labels = Array.from({ length: 100 }, (_, i) => (i === 30 ? 1 : 0));
    const groups = Array.from({ length: 100 }, (_, i) => i % 2);
    for (const part of [{ labels }, { groups }])
      expect(validationRows({ ...examples, ...part }, rows, 3, 1).held.length).toBe(16);
  });
});

/** Rows of two columns, and a bent truth of them. */
function bent(n: number, seed: number) {
  const random = new Generator(seed);
  const data = Float32Array.from({ length: 2 * n }, () => random.normal());
  const values = Float64Array.from({ length: n }, (_, i) => Math.sin(2 * data[2 * i]!) * data[2 * i + 1]!);
  return { train: new Dataset({ name: "bent", features: { data, shape: [2] } }), values };
}

describe("fitKernelMember", () => {
  test.each([200, 500])("learns a bent truth from %d rows, and says beforehand how well", (n) => {
    const { train, values } = bent(n, 1);
    const { layer, leftOut } = fitKernelMember(train, { kind: "numbers", values }, 5);
    const error = (found: ArrayLike<number>, truth: Float64Array) =>
      truth.reduce((sum, value, i) => sum + (value - found[i]!) ** 2, 0) / truth.length;
    const other = bent(1000, 2);
    const x = tensor(other.train.features.data, { shape: [1000, 2] });
    const fresh = error(layer.forward(x).dataSync(), other.values);
    expect(fresh).toBeLessThan(0.05);
    // Had a row helped to predict itself, its error would be a hundredth of this.
    expect(error(leftOut, values) / fresh).toBeGreaterThan(0.4);
    expect(error(leftOut, values) / fresh).toBeLessThan(4);
  });

  test("its logits of classes are as sharp as they are right", () => {
    const { train, values } = bent(300, 3);
    const random = new Generator(9);
    const labels = Array.from(values, (value) =>
      random.uniform() < 0.2 ? random.integer(0, 2) : value > 0 ? 1 : 0,
    );
    const { leftOut } = fitKernelMember(train, { kind: "classes", labels, classes: 2 }, 5);
    const right =
      labels.filter((label, i) => leftOut[2 * i + label]! > leftOut[2 * i + 1 - label]!).length / 300;
    const sure = labels.map((_, i) => 1 / (1 + Math.exp(-Math.abs(leftOut[2 * i]! - leftOut[2 * i + 1]!))));
    expect(right).toBeGreaterThan(0.8);
    expect(Math.abs(sure.reduce((a, b) => a + b) / 300 - right)).toBeLessThan(0.06);
  });
});

describe("kernelWeight", () => {
  const labels = Array.from({ length: 40 }, (_, i) => i % 2);
  const rows = Int32Array.from({ length: 20 }, (_, i) => 2 * i + (i % 2));
  const target = { kind: "classes", labels, classes: 2 } as const;
  const right = (of: ArrayLike<number>) =>
    Float64Array.from({ length: 2 * of.length }, (_, at) => (labels[of[at >> 1]!] === at % 2 ? 3 : 0));
  const all = Array.from(labels.keys());
  const blind = (n: number) => new Float64Array(2 * n);

  test("goes to whom held-out rows prove right", () => {
    expect(kernelWeight([{ rows, outputs: right(rows) }], blind(40), target)).toBe(0.05);
    expect(kernelWeight([{ rows, outputs: blind(20) }], right(all), target)).toBe(0.65);
  });

  test("lies between where errors cancel, for numbers", () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => i);
    const outputs = Float64Array.from(rows, (row, i) => row + (i % 4 < 2 ? 1 : -1));
    const leftOut = values.map((value, row) => value + (rows.indexOf(row) % 4 < 2 ? -1 : 1));
    expect(kernelWeight([{ rows, outputs }], leftOut, { kind: "numbers", values })).toBe(0.5);
  });

  test("is a fifth where nothing was held out", () => {
    expect(kernelWeight([], right(all), target)).toBe(0.2);
  });
});
