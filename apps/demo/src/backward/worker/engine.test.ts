import { memory, useFinalizer } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { type Form, toCrossing, toMatrix } from "../crossing.js";
import type { LayerId, Matrix, Values } from "../setup.js";
import { slope } from "./differences.js";
import { backwardEngine, type Named } from "./engine.js";

const forms: Readonly<Record<string, Form>> = { dz: "vector", γ: "vector", β: "vector", dL: "scalar" };
const cross = (values: Values, labels = false): Named =>
  Object.fromEntries(
    Object.entries(values).map(([name, matrix]) => [
      name,
      toCrossing(matrix, labels && name === "t" ? "labels" : (forms[name] ?? "matrix")),
    ]),
  );

function run(layer: LayerId, values: Values, labels = false): Record<string, Matrix> {
  const answer = backwardEngine.run(layer, cross(values, labels));
  if ("refusal" in answer) throw new Error(answer.refusal);
  return Object.fromEntries(Object.entries(answer.values).map(([name, one]) => [name, toMatrix(one)]));
}

const normalization: Values = {
  x: [
    [1, 2],
    [2, -1],
    [6, 5],
  ],
  γ: [[1, 2]],
  β: [[0, 1]],
  dy: [
    [1, 0],
    [0, 1],
    [0, 0],
  ],
};
const inputs: [LayerId, Values, boolean?][] = [
  ["multiply", { x: [[1], [2]], y: [[3, 4]], dz: [[5, -6]] }],
  ["affine", { x: [[1, 2]], W: [[4, 5, 6], [7, 8, 9]], b: [[10, 11, 12]], dy: [[1, 2, 3]] }], // biome-ignore format: a matrix
  ["relu", { x: [[1, -0.5, 1e4]], dy: [[1, 2, 3]] }],
  ["sigmoid", { x: [[-1000, -1, 0, 1000]], dy: [[1, 2, 3, 4]] }],
  ["softmaxWithLoss", { x: [[0.3, 2.9, 4]], t: [[0, 0, 1]], dL: [[1]] }],
  ["softmaxWithLoss", { x: [[1e4, -1e4, 9999.5]], t: [[0.25, 0.25, 0.5]], dL: [[2]] }],
  ["softmaxWithLoss", { x: [[0.3, 2.9], [1, 2]], t: [[0], [1]], dL: [[1]] }, true], // biome-ignore format: a matrix
  ["batchNorm", normalization],
  ["batchNorm", { ...normalization, x: [[1, 3], [1, 3.001], [1, 3]] }], // biome-ignore format: a matrix
];

describe("the layers", () => {
  test("Multiply and Affine as DESIGN.md has them", () => {
    expect(run("multiply", { x: [[1], [2]], y: [[3], [4]], dz: [[5]] })).toEqual({
      z: [[3], [8]],
      dx: [[15], [20]],
      dy: [[5], [10]],
    });
    const found = run(inputs[1]![0], inputs[1]![1]);
    expect(found).toEqual({
      y: [[28, 32, 36]],
      dx: [[32, 50]],
      dW: [
        [1, 2, 3],
        [2, 4, 6],
      ],
      db: [[1, 2, 3]],
    });
  });

  test("a bias of several rows, and an input that doesn't fit, are refused in the package's words", () => {
    const [, good] = inputs[1]!;
    expect(backwardEngine.run("affine", cross({ ...good, x: [[1, 2, 3]] }))).toEqual({
      refusal: "Affine: expected input [*, 2], got [1, 3]",
    });
    const wide = cross({ ...good, b: [[1, 2]] });
    expect(backwardEngine.run("affine", wide)).toHaveProperty(
      "refusal",
      expect.stringMatching(/"bias" should be float64 \[3\]/),
    );
    expect(backwardEngine.check("affine", wide)).toBeUndefined();
  });

  test("a batch normalization's terms add up to its dx, and x̂ to its y", () => {
    const found = run("batchNorm", normalization);
    expect(found["μ"]).toEqual([[3, 2]]);
    expect(found["σ²"]![0]![0]).toBeCloseTo(14 / 3, 12);
    for (let row = 0; row < 3; row++) {
      for (let column = 0; column < 2; column++) {
        const at = (name: string) => found[name]![row]![column]!;
        expect(at("①") + at("②") + at("③")).toBeCloseTo(at("dx"), 12);
        const [γ, β] = [normalization["γ"]![0]![column]!, normalization["β"]![0]![column]!];
        expect(γ * at("x̂") + β).toBeCloseTo(at("y"), 12);
      }
    }
  });

  test.each(inputs)("%s agrees with finite differences", (layer, values, labels) => {
    const check = backwardEngine.check(layer, cross(values, labels))!;
    expect(check.compared).toBeGreaterThan(0);
    expect(check.error).toBeLessThan(2e-9);
  });

  test("at its kink ReLU has no derivative, and the difference says where", () => {
    const check = backwardEngine.check("relu", cross({ x: [[1, 0]], dy: [[1, 2]] }))!;
    expect(check).toMatchObject({ gradient: 0, difference: 1, worst: { name: "dx", element: 1 } });
    expect(check.error).toBe(1);
  });

  test("nothing is left of a run or a check", () => {
    useFinalizer(false);
    const all = () => {
      for (const [layer, values, labels] of inputs) {
        backwardEngine.run(layer, cross(values, labels));
        backwardEngine.check(layer, cross(values, labels));
      }
      backwardEngine.run("affine", cross({ ...inputs[1]![1], x: [[1]] }));
      backwardEngine.run("affine", cross({ ...inputs[1]![1], b: [[1]] }));
      backwardEngine.run("batchNorm", cross({ ...normalization, β: [[1]] }));
    };
    all();
    const { tensors, bytes } = memory();
    all();
    expect(memory()).toMatchObject({ tensors, bytes });
    useFinalizer(true);
  });
});

test.each([
  ["exp", Math.exp, 1.3, Math.exp(1.3)],
  ["1/(0.01 + x²) near its peak", (x: number) => 1 / (0.01 + x * x), 0.1, -0.2 / 0.02 ** 2],
  ["|x| beside its kink", Math.abs, 0.01, 1],
])("Ridders' differences: %s", (_, f, x, expected) => {
  expect(Math.abs(slope((h) => [f(x + h)], [1]) / expected - 1)).toBeLessThan(1e-8);
});
