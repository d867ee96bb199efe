import { createReferenceBackend, flip, Generator, softmax, tensor, useBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { Affine, Ensemble, Flatten, Sequential, ViewAverage } from "./index.js";

useBackend(createReferenceBackend());

const random = new Generator(3);
const draw = (...shape: number[]) =>
  tensor(
    Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal()),
    { shape },
  );
const affine = (inputs: number, outputs: number, seed: number) =>
  new Affine(inputs, outputs, { dtype: "float64" }).initialize(seed);
const close = (found: ArrayLike<number>, expected: ArrayLike<number>) => {
  expect(found.length).toBe(expected.length);
  Array.from(found).forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 10));
};

test("the softmax of an ensemble is the weighted mean of its members' softmaxes", () => {
  const members = [affine(3, 4, 1), affine(3, 4, 2), affine(3, 4, 3)];
  const x = draw(5, 3);
  const [a, b, c] = members.map((member) => softmax(member.forward(x)).dataSync()) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const y = new Ensemble(members, { weights: [1, 2, 5] }).forward(x);
  close(
    softmax(y).dataSync() as Float64Array,
    a.map((value, i) => (value + 2 * b[i]! + 5 * c[i]!) / 8),
  );
});

test("logits of ten thousand stay finite", () => {
  const [one, other] = [affine(1, 2, 1), affine(1, 2, 2)];
  const y = new Ensemble([one, other]).forward(tensor([[1e4], [-1e4]], { dtype: "float64" }));
  expect(y.dataSync().every(Number.isFinite)).toBe(true);
});

test("an ensemble of numbers is their weighted mean", () => {
  const members = [affine(3, 1, 1), affine(3, 1, 2)];
  const x = draw(5, 3);
  const [a, b] = members.map((member) => member.forward(x).dataSync()) as [Float64Array, Float64Array];
  const y = new Ensemble(members, { weights: [3, 1], output: "numbers" }).forward(x);
  close(
    y.dataSync() as Float64Array,
    a.map((value, i) => (3 * value + b[i]!) / 4),
  );
});

test("an ensemble refuses no members, weights of 0 and members of other widths", () => {
  expect(() => new Ensemble([])).toThrow("Ensemble: expected one member at least, got none");
  expect(() => new Ensemble([affine(1, 1, 0)], { weights: [0] })).toThrow(
    "Ensemble: a weight is a finite number above 0, not 0",
  );
  expect(() => new Ensemble([affine(1, 1, 0)], { weights: [1, 1] })).toThrow(
    "Ensemble: 1 members need as many weights, not 2",
  );
  expect(() => new Ensemble([affine(1, 1, 0), affine(1, 2, 0)]).forward(draw(3, 1))).toThrow(
    "Ensemble: expected members that put out the same [n, k], got [3, 1] and [3, 2]",
  );
});

test("views are shifted with their edges repeated, and mirrored", () => {
  const layer = new Sequential([new Flatten(), affine(6, 3, 1)]);
  const x = tensor([1, 2, 3, 4, 5, 6], { shape: [1, 1, 2, 3], dtype: "float64" });
  // One row down and one column to the right.
  const shifted = tensor([1, 1, 2, 1, 1, 2], { shape: [1, 1, 2, 3], dtype: "float64" });
  const views = [x, shifted, flip(x, 3), flip(shifted, 3)];
  const each = views.map((view) => softmax(layer.forward(view)).dataSync() as Float64Array);
  const shifts = [
    [0, 0],
    [1, 1],
  ] as const;
  const y = new ViewAverage(layer, { shifts, flip: true }).forward(x);
  close(
    softmax(y).dataSync() as Float64Array,
    each[0]!.map((_, i) => each.reduce((sum, values) => sum + values[i]!, 0) / 4),
  );
});

test("in training the layer sees the image itself, once", () => {
  const layer = new Sequential([new Flatten(), affine(6, 3, 1)]);
  const x = draw(2, 1, 2, 3);
  const views = new ViewAverage(layer, { shifts: [[1, 1]] });
  const expected = layer.forward(x).dataSync();
  expect(views.forward(x, { training: true }).dataSync()).toEqual(expected);
  expect(views.forward(x).dataSync()).not.toEqual(expected);
});
