import { expect, test } from "vitest";
import { buildModel } from "../worker/model.js";
import { fitLayers, mostParameters } from "./fit.js";
import { layerTypes, newLayer } from "./layers.js";
import { defaultSetup, presets } from "./presets.js";

const image = [1, 24, 24];

/** How many numbers the network itself has, made of the same layers. */
function parametersOf(layers: Parameters<typeof fitLayers>[0], input: readonly number[], outputs: number) {
  const model = buildModel({ ...defaultSetup, layers }, input, outputs);
  const count = model.parameters().reduce((sum, { size }) => sum + size, 0);
  model.dispose();
  return count;
}

test("every preset, and a list with every layer, has as many parameters as its network", () => {
  for (const layers of Object.values(presets.image))
    expect(fitLayers(layers, image, 10).parameters).toBe(parametersOf(layers, image, 10));
  for (const layers of Object.values(presets.row))
    expect(fitLayers(layers, [3], 4).parameters).toBe(parametersOf(layers, [3], 4));
  const rows = layerTypes.filter((type) => !["Conv2d", "MaxPool2d"].includes(type));
  const all = [
    newLayer("Conv2d", { channels: 3, size: 4, stride: 2 }),
    newLayer("BatchNorm"),
    newLayer("MaxPool2d", { size: 3 }),
    newLayer("Flatten"),
    ...rows.map((type) => newLayer(type)),
  ];
  const { inputs, parameters, misfit } = fitLayers(all, [2, 13, 9], 5);
  expect(misfit).toBeUndefined();
  // Odd sides: a stride rounds up, pooling down.
  expect(inputs.slice(0, 5)).toEqual([[2, 13, 9], [3, 7, 5], [3, 7, 5], [3, 2, 1], [6]]);
  expect(parameters).toBe(parametersOf(all, [2, 13, 9], 5));
});

test("no layers: a row goes to the output as it is, an image can't", () => {
  expect(fitLayers([], [2], 3)).toEqual({ inputs: [[2]], parameters: 9 });
  expect(fitLayers([], image, 3).misfit).toEqual({ layer: 0, kind: "needsRow", got: image });
});

test("the first layer that doesn't fit is named, with what it gets, and the shapes up to it are known", () => {
  const early = fitLayers([newLayer("ReLU"), newLayer("Affine"), newLayer("Affine")], image, 10);
  expect(early).toEqual({
    inputs: [image, image],
    parameters: 0,
    misfit: { layer: 1, kind: "needsRow", got: image },
  });
  const row = fitLayers([newLayer("Flatten"), newLayer("Conv2d")], image, 10);
  expect(row.misfit).toEqual({ layer: 1, kind: "needsImage", got: [576] });
  const open = fitLayers([newLayer("Conv2d")], image, 10);
  expect(open.misfit).toEqual({ layer: 1, kind: "needsRow", got: [8, 24, 24] });
});

test("pooling to nothing: the last that fits leaves one pixel, the next is named", () => {
  const pools = (count: number) => [...Array(count).fill(newLayer("MaxPool2d")), newLayer("Flatten")];
  expect(fitLayers(pools(4), image, 2).inputs.at(-1)).toEqual([1]);
  expect(fitLayers(pools(5), image, 2).misfit).toEqual({ layer: 4, kind: "nothingLeft", got: [1, 1, 1] });
  // One side is enough.
  const flat = fitLayers([newLayer("MaxPool2d", { size: 8 })], [3, 64, 7], 2);
  expect(flat.misfit).toMatchObject({ layer: 0, kind: "nothingLeft" });
});

test("too many parameters: named where the sum passes the bound, the output layer's own included", () => {
  const wide = newLayer("Affine", { outputs: 1024 });
  // 1,049,600 each after the first, which has 3 · 1024.
  const four = fitLayers([wide, wide, wide, wide, wide], [2], 1);
  expect(four.misfit).toBeUndefined();
  expect(four.parameters).toBeLessThanOrEqual(mostParameters);
  expect(fitLayers([wide, wide, wide, wide, wide, wide], [2], 1).misfit).toMatchObject({
    layer: 5,
    kind: "tooLarge",
  });
  // 4,201,472 before it: 779 outputs are just within, 780 aren't.
  const { parameters } = fitLayers([wide, wide, wide, wide, wide], [2], 0);
  const room = Math.floor((mostParameters - parameters) / 1025);
  expect(fitLayers([wide, wide, wide, wide, wide], [2], room).misfit).toBeUndefined();
  expect(fitLayers([wide, wide, wide, wide, wide], [2], room + 1).misfit).toEqual({
    ...{ layer: 5, kind: "tooLarge", got: [1024] },
  });
});
