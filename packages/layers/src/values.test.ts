import { createReferenceBackend, Key, type Tensor, useBackend } from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import * as exported from "./index.js";
import { Activation, builtInLayers, type ForwardOptions, Layer, type LayerClass } from "./index.js";
import { filled } from "./testing/filled.js";
import { inputsOf } from "./testing/inputs.js";
import type { LayerCase } from "./testing/layerCase.js";
import { layerCases } from "./testing/layerCases.js";
import type { LawOracle } from "./testing/oracles/laws.js";
import type { Plain } from "./testing/oracles/plain.js";

// What layers put out, against their formulas in plain JavaScript. Gradients and the rest are layers.test.ts's.
useBackend(createReferenceBackend());

for (const layerCase of layerCases) describe(layerCase.name, () => testValues(layerCase));

function testValues(layerCase: LayerCase): void {
  const { make, expected, random, fixed } = layerCase;
  const { drawAll, together } = inputsOf(layerCase);

  /** What the layer puts out of fixed inputs, and what an oracle makes of the same. */
  function subject() {
    const layer = fixed ? make("float64") : filled(make("float64"));
    const xs = drawAll("float64");
    const variables = new Map([...layer.namedVariables()].map(([path, { value }]) => [path, plain(value)]));
    return {
      forward: (options?: ForwardOptions) => layer.forward(together(xs), options),
      apply: <T>(oracle: (inputs: Plain[], variable: (path: string) => Plain) => T): T =>
        oracle(xs.map(plain), (path) => variables.get(path)!),
    };
  }

  test("puts out what its formula says", () => {
    const { forward, apply } = subject();
    const inferred = apply(expected);
    expectNear(forward(), inferred);
    if (random) return;
    const trained = layerCase.training ? apply(layerCase.training) : inferred;
    expectNear(forward({ training: true, key: new Key(5) }), trained);
  });

  if (!random) return;
  test("spreads in training as its law says", () => {
    const { forward, apply } = subject();
    expectSpread(apply(random), (seed) => plain(forward({ training: true, key: new Key(seed) })).data);
  });
}

const plain = (x: Tensor): Plain => ({ shape: x.shape, data: x.dataSync() as ArrayLike<number> });

function expectNear(y: Tensor, expected: Plain): void {
  expect(y.shape).toEqual(expected.shape);
  Array.from(plain(y).data).forEach((value, i) => {
    expect(value, `element ${i}`).toBeCloseTo(expected.data[i]!, 10);
  });
}

/** Mean and variance of each element over a thousand keys. */
function expectSpread(
  { mean, deviation }: ReturnType<LawOracle>,
  forward: (seed: number) => ArrayLike<number>,
) {
  const draws = 1000;
  const ys = Array.from({ length: draws }, (_, seed) => forward(seed));
  Array.from(mean.data).forEach((centre, i) => {
    const scores = ys.map((y) => (y[i]! - centre) / deviation.data[i]!);
    const average = scores.reduce((a, b) => a + b) / draws;
    const variance = scores.reduce((a, b) => a + b * b, 0) / draws;
    // Five deviations of a mean of so many, and of a mean of squares of normal ones.
    expect(Math.abs(average), `the mean of element ${i}`).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(variance - 1), `the variance of element ${i}`).toBeLessThan(5 * Math.sqrt(2 / draws));
  });
}

test("every layer has a case and is built in", () => {
  const isLayer = (made: unknown) =>
    typeof made === "function" && made.prototype instanceof Layer && made !== Activation;
  const there = Object.entries(exported as unknown as Record<string, LayerClass>).filter(([, made]) =>
    isLayer(made),
  );
  const tested = new Set<unknown>(layerCases.map(({ make }) => make("float32").constructor));
  const without = (has: (layer: LayerClass) => boolean, lack: string) =>
    there.filter(([, layer]) => !has(layer)).map(([name]) => `${name} ${lack}`);
  const missing = [
    ...without((layer) => tested.has(layer), "has no case under packages/layers/src/testing/cases"),
    ...without(
      (layer) => builtInLayers.includes(layer),
      "is missing in packages/layers/src/builtInLayers.ts",
    ),
    ...builtInLayers
      .filter((layer) => !there.some(([, other]) => other === layer))
      .map(({ type }) => `${type} is not exported by packages/layers/src/index.ts`),
  ];
  expect(missing, missing.join("; ")).toEqual([]);
});
