import { describe, expect, test } from "vitest";
import { shapeOf, toCrossing, toMatrix } from "../crossing.js";
import { constantMatrix, type LayerId, readSetup, type Values } from "../setup.js";
import { backwardEngine, type Named } from "../worker/engine.js";
import { fitted, formOf, givenTo, layers, namesOf, randomized } from "./index.js";
import { type LayerPage, numberAt, type Piece } from "./layer.js";
import { isLabelled, otherTargets } from "./softmaxWithLoss.js";

const cross = (layer: LayerPage, values: Values): Named =>
  Object.fromEntries(
    givenTo(layer).map(({ name }) => [name, toCrossing(values[name]!, formOf(layer, name, values))]),
  );

/** Given and found numbers, or the layer's refusal. */
function run(layer: LayerPage, values: Values): Values | string {
  const answer = backwardEngine.run(layer.id, cross(layer, values));
  if ("refusal" in answer) return answer.refusal;
  const found = Object.entries(answer.values).map(([name, one]) => [name, toMatrix(one)]);
  return { ...values, ...Object.fromEntries(found) };
}

/** What the pieces come to, read as the calculation that they show. */
function evaluate(pieces: readonly Piece[], values: Values): number {
  const text = pieces.map((piece) => (typeof piece === "string" ? piece : `(${numberAt(values, piece)})`));
  const program = text
    .join("")
    .replace(/\s*\(\(\S+\) [>≤] 0\)$/, "")
    .replaceAll("·10⁻⁵", "*1e-5")
    .replaceAll("10⁻⁵", "1e-5")
    .replaceAll("²", "**2")
    .replaceAll("−", "-")
    .replaceAll("·", "*")
    .replaceAll("√(", "Math.sqrt(")
    .replace(/\b(exp|log|max)\(/g, "Math.$1(");
  return new Function(`return ${program}`)() as number;
}

/** A generator of numbers in [0, 1), the same ones at each run. */
function sequence(seed: number): () => number {
  return () => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return seed / 2 ** 31;
  };
}

const all = Object.values(layers);
const growing = (layer: LayerPage, rows: number, columns: number): Values =>
  randomized(layer, { ...layer.example, x: constantMatrix(rows, columns, 1) }, sequence(rows * 7 + columns));
const setups: readonly (readonly [string, LayerPage, Values])[] = all.flatMap((layer) => [
  [`${layer.id}, its example`, layer, layer.example] as const,
  [`${layer.id}, its trial`, layer, layer.trial] as const,
  [`${layer.id}, 3 × 2`, layer, growing(layer, 3, 2)] as const,
  [`${layer.id}, 4 × 4`, layer, growing(layer, 4, 4)] as const,
]);
const { softmaxWithLoss, multiply } = layers;
const more: typeof setups = [
  ["softmaxWithLoss, labels", softmaxWithLoss, otherTargets(growing(softmaxWithLoss, 3, 4))],
  ["softmaxWithLoss, t of no sum 1", softmaxWithLoss, { ...softmaxWithLoss.example, t: [[0.5, 0, 2]] }],
  ["multiply, both stretched", multiply, { x: [[2], [3]], y: [[4, 5, -6]], dz: [[1, 2, 3]] }],
];

describe("every calculation that is shown comes to the layer's number", () => {
  test.each([...setups, ...more])("%s", (_, layer, given) => {
    const values = run(layer, given) as Values;
    expect(typeof values, `${values}`).toBe("object");
    let derived = 0;
    for (const [name, matrix] of Object.entries(values)) {
      if (name in given) continue;
      for (const [row, numbers] of matrix.entries()) {
        for (const [column, number] of numbers.entries()) {
          const pieces = layer.derive({ name, row, column }, values);
          const value = evaluate(pieces!, values);
          const scale = Math.max(1, Math.abs(number));
          expect(Math.abs(value - number) / scale, `${name} ${row} ${column}`).toBeLessThan(1e-12);
          derived++;
        }
      }
    }
    expect(derived).toBeGreaterThan(1);
    for (const name of Object.keys(given)) {
      expect(layer.derive({ name, row: 0, column: 0 }, values)).toBeUndefined();
    }
  });
});

describe("shapes", () => {
  test.each(all)("$id: what doesn't fit x is refused, and made to fit", (layer) => {
    const bad = { ...layer.example, x: constantMatrix(3, 4, 1) };
    const reason = run(layer, bad);
    expect(reason).toEqual(expect.stringMatching(/expected/));
    const values = run(layer, fitted(layer, bad)) as Values;
    expect(values["dx"]).toHaveLength(3);
    expect(values["dx"]![0]).toHaveLength(4);
  });

  test("labels end at the last class, and a wrong one is refused by its row", () => {
    const labelled = { x: [[1, 2, 3], [1, 2, 3]], t: [[0], [5]], dL: [[1]] }; // biome-ignore format: a matrix
    expect(run(softmaxWithLoss, labelled)).toMatch(/5/);
    expect(fitted(softmaxWithLoss, labelled)["t"]).toEqual([[0], [2]]);
  });

  test("targets go from rows to labels and back", () => {
    const { example } = softmaxWithLoss;
    const labelled = otherTargets(example);
    expect([isLabelled(example), isLabelled(labelled)]).toEqual([false, true]);
    expect(labelled["t"]).toEqual([[2]]);
    expect(otherTargets(labelled)).toEqual(example);
  });

  test("a row is a vector where the formula has one", () => {
    expect(shapeOf(multiply.example["dz"]!, formOf(multiply, "dz", multiply.example))).toEqual([1]);
    expect(formOf(layers.batchNorm, "dγ", layers.batchNorm.example)).toBe("vector");
    expect(shapeOf([[1]], "scalar")).toEqual([]);
    expect(shapeOf([[1], [2]], "vector")).toEqual([2, 1]);
  });
});

describe("a link's set-up", () => {
  const good = { layer: "affine" as LayerId, values: layers.affine.example };

  test("is read back", () => {
    expect(readSetup(JSON.parse(JSON.stringify(good)), namesOf)).toEqual(good);
  });

  test.each([
    undefined,
    null,
    "affine",
    { layer: "toString", values: {} },
    { layer: "affine" },
    { ...good, values: { ...good.values, W: undefined } },
    { ...good, values: { ...good.values, more: [[1]] } },
    { ...good, values: { ...good.values, x: [] } },
    { ...good, values: { ...good.values, x: [[]] } },
    { ...good, values: { ...good.values, x: [[1], [1, 2]] } },
    { ...good, values: { ...good.values, x: [[1, "2"]] } },
    { ...good, values: { ...good.values, x: [[1, null]] } },
    { ...good, values: { ...good.values, x: [[1, 1e7]] } },
    { ...good, values: { ...good.values, x: [[1, 2, 3, 4, 5]] } },
  ])("is refused where this page didn't make it (%#)", (linked) => {
    expect(readSetup(linked, namesOf)).toBeUndefined();
  });
});
