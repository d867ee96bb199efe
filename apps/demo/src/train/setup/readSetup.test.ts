import { expect, test } from "vitest";
import { layerKinds, layerTypes, newLayer } from "./layers.js";
import { type Limit, limits, mostLayers } from "./limits.js";
import { defaultData, defaultSetup, presets } from "./presets.js";
import { readSetup } from "./readSetup.js";
import { augmentationNames, optimizerNames, type Setup, scheduleNames, shapeNames } from "./setup.js";

/** What a link brings: JSON, so that nothing is shared with what was sent. */
const sent = (setup: unknown): unknown => JSON.parse(JSON.stringify(setup));

/** The default with one field changed, by its path. */
function changed(path: string, value: unknown, from: Setup = defaultSetup): unknown {
  const setup = sent(from) as Record<string, unknown>;
  const names = path.split(".");
  const last = names.pop()!;
  let fields = setup;
  for (const name of names) fields = fields[name] as Record<string, unknown>;
  fields[last] = value;
  return setup;
}

const shape: Setup = { ...defaultSetup, data: defaultData.shape };

test("each choice that the page offers comes through unchanged", () => {
  const layerLists = Object.values(presets).flatMap((all) => Object.values(all));
  const setups: readonly Setup[] = [
    ...layerLists.map((layers) => ({ ...defaultSetup, layers })),
    { ...defaultSetup, layers: layerTypes.map((type) => newLayer(type)) },
    { ...defaultSetup, data: { kind: "files", task: "regression", target: "price (EUR)" } },
    { ...defaultSetup, data: { kind: "files", task: "automatic" } },
    ...shapeNames.map((name) => ({ ...shape, data: { ...defaultData.shape, shape: name } })),
    ...optimizerNames.map((name) => changed("optimization.name", name) as Setup),
    ...scheduleNames.map((name) => changed("optimization.schedule", name) as Setup),
    ...augmentationNames.map((name) => changed("regularization.augmentation", name) as Setup),
  ];
  for (const setup of setups) expect(readSetup(sent(setup))).toEqual({ setup });
});

/** Every number of a set-up, and its bounds. */
const numbers: readonly (readonly [path: string, Limit, from?: Setup])[] = [
  ["data.count", limits.digits],
  ["data.size", limits.digitSize],
  ["data.count", limits.points, shape],
  ["data.noise", limits.noise, shape],
  ["optimization.learningRate", limits.learningRate],
  ["optimization.batchSize", limits.batchSize],
  ["optimization.epochs", limits.epochs],
  ["regularization.weightDecay", limits.decay],
  ["regularization.l2", limits.decay],
  ["regularization.labelSmoothing", limits.labelSmoothing],
  ["regularization.weightNoise", limits.weightNoise],
  ["regularization.inputNoise", limits.inputNoise],
  ["regularization.patience", limits.patience],
  ["validation", limits.validation],
  ["seed", limits.seed],
];

for (const [path, limit, from] of numbers)
  test(`${path} up to ${limit.most}: both bounds are within, and nothing beyond, between or else`, () => {
    const { least, most, isWhole = false } = limit;
    for (const value of [least, most]) expect(readSetup(changed(path, value, from))).toHaveProperty("setup");
    const wrong = [
      least - 1e-9,
      most + 1,
      -1e300,
      1e300,
      Number.NaN,
      null,
      `${least}`,
      true,
      [least],
      undefined,
    ];
    for (const value of [...wrong, ...(isWhole ? [least + 0.5] : [])])
      expect(readSetup(changed(path, value, from))).toEqual({ wrong: path.split(".").at(-1) });
  });

test("what is no set-up at all, or lacks a part, is told by what is wrong first", () => {
  for (const value of [undefined, null, [], "setup", 7, true])
    expect(readSetup(value)).toEqual({ wrong: "the whole" });
  expect(readSetup({})).toEqual({ wrong: "data" });
  for (const part of ["data", "layers", "optimization", "regularization"])
    for (const value of [undefined, null, "x", 3])
      expect(readSetup(changed(part, value))).toEqual({ wrong: part });
  expect(readSetup(changed("optimization", []))).toEqual({ wrong: "optimization" });
});

test("names that the page doesn't know, those that every object has among them", () => {
  for (const name of ["Adam", "constructor", "__proto__", "toString", "", null, 0]) {
    expect(readSetup(changed("optimization.name", name))).toEqual({ wrong: "name" });
    expect(readSetup(changed("data.kind", name))).toEqual({ wrong: "kind" });
    expect(readSetup(changed("layers", [{ type: name, values: {} }]))).toEqual({ wrong: "type" });
  }
  expect(readSetup(changed("data", { kind: "files", task: "regression", target: 3 }))).toEqual({
    wrong: "target",
  });
});

test("layers: which one, and which of its numbers", () => {
  const affine = (outputs: unknown) => ({ type: "Affine", values: { outputs } });
  expect(readSetup(changed("layers", []))).toHaveProperty("setup.layers", []);
  expect(readSetup(changed("layers", Array(mostLayers).fill(affine(3))))).toHaveProperty("setup");
  expect(readSetup(changed("layers", Array(mostLayers + 1).fill(affine(3))))).toEqual({ wrong: "layers" });
  expect(readSetup(changed("layers", [affine(3), null]))).toEqual({ wrong: "layers[1]" });
  expect(readSetup(changed("layers", [affine(3), { type: "ReLU" }]))).toEqual({ wrong: "layers[1].values" });
  for (const outputs of [0, 1025, 2.5, "8", undefined])
    expect(readSetup(changed("layers", [affine(3), affine(outputs)]))).toEqual({
      wrong: "layers[1].outputs",
    });
  // A probability may have parts of one, and stays below it.
  const dropout = (probability: number) => [{ type: "Dropout", values: { probability } }];
  expect(
    readSetup(changed("layers", dropout(layerKinds.Dropout.fields["probability"]!.most))),
  ).toHaveProperty("setup");
  expect(readSetup(changed("layers", dropout(1)))).toEqual({ wrong: "layers[0].probability" });
});

test("fields that nobody asked for are left behind", () => {
  const more = {
    ...(changed("layers", [{ type: "ReLU", values: { outputs: 9 }, x: 1 }]) as object),
    device: "gpu",
  };
  expect(readSetup(more)).toEqual({ setup: { ...defaultSetup, layers: [newLayer("ReLU")] } });
});
