import { Dataset } from "@mebae/data";
import { Generator, tensor } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { accuracy, argmaxRows, softmaxRows } from "../../metrics/classification.js";
import { rSquared } from "../../metrics/regression.js";
import { generatedClasses } from "../../testing/generatedTables.js";
import { fitKernel, fitKernelMember } from "./kernelMember.js";
import { memberWeights } from "./memberWeights.js";
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
  test.each([200, 500])("learns a bent truth from %d rows", async (n) => {
    const { train, values } = bent(n, 1);
    const layer = await fitKernelMember(train, { kind: "numbers", values }, 5);
    const other = bent(1000, 2);
    const found = layer.forward(tensor(other.train.features.data, { shape: [1000, 2] })).dataSync();
    expect(rSquared(found, other.values)).toBeGreaterThan(0.9);
  });

  test("far from all examples it says what scattered ones say, though they are fewer", async () => {
    const random = new Generator(2);
    const labels = Array.from({ length: 100 }, (_, i) => (i < 70 ? 0 : 1));
    const data = Float32Array.from({ length: 200 }, (_, at) => (at < 140 ? 0.3 : 3) * random.normal());
    const train = new Dataset({ name: "scattered", features: { data, shape: [2] } });
    const layer = await fitKernel(train, { kind: "classes", labels, classes: 2 }, { gamma: 1, lambda: 0.1 });
    const [common, scattered] = layer.forward(tensor([[40, -40]])).dataSync();
    expect(scattered).toBeGreaterThan(common!);
  });

  test("its logits of classes are as sharp as they are right", async () => {
    const { train, values } = bent(300, 3);
    const random = new Generator(9);
    const noisy = (truth: Float64Array) =>
      Array.from(truth, (value) => (random.uniform() < 0.2 ? random.integer(0, 2) : value > 0 ? 1 : 0));
    const layer = await fitKernelMember(train, { kind: "classes", labels: noisy(values), classes: 2 }, 5);
    const other = bent(1000, 4);
    const labels = noisy(other.values);
    const logits = layer.forward(tensor(other.train.features.data, { shape: [1000, 2] })).dataSync();
    const right = accuracy(argmaxRows(logits, 2), labels);
    const probabilities = softmaxRows(logits, 2);
    const sure = labels.map((_, i) => Math.max(probabilities[2 * i]!, probabilities[2 * i + 1]!));
    expect(right).toBeGreaterThan(0.8);
    expect(Math.abs(sure.reduce((a, b) => a + b) / 1000 - right)).toBeLessThan(0.06);
  });
});

describe("memberWeights", () => {
  const networks = [
    { kind: "base" },
    { kind: "early stopping", validation: { best: 0.4, last: 0.7 } },
    { kind: "linear path" },
    { kind: "quantiles" },
    { kind: "early stopping", validation: { best: 0.6, last: 1.3 } },
  ] as const;

  test("for numbers fall with what overfitting cost, for kinds that nothing guards", () => {
    const [base, early, linear, quantiles, ...others] = memberWeights(networks, "regression", false);
    expect(base! / early!).toBeCloseTo(1 / 16, 12);
    expect(quantiles).toBe(base);
    expect(others).toEqual([early]);
    expect(linear).toBe(early);
    expect(base! + early! + linear! + quantiles! + others[0]!).toBeCloseTo(1, 12);
  });

  test("for classes are alike, and where nobody was watched", () => {
    expect(memberWeights(networks, "classification", false)).toEqual(new Array(5).fill(0.2));
    expect(memberWeights([{ kind: "base" }, { kind: "linear path" }], "regression", false)).toEqual([
      0.5, 0.5,
    ]);
  });

  test("leave a third to a kernel regression", () => {
    const [base, kernel] = memberWeights([{ kind: "base" }], "regression", true);
    expect(base).toBeCloseTo(2 / 3, 12);
    expect(kernel).toBeCloseTo(1 / 3, 12);
  });
});
