import { createReferenceBackend, type NestedArray, type Tensor, tensor, useBackend } from "@mebae/tensor";
import { expect, test } from "vitest";
import { type AnyLayer, GRU, MultiHeadAttention } from "./index.js";
import fixture from "./testing/torch.fixture.json" with { type: "json" };

useBackend(createReferenceBackend());

interface Fixture {
  readonly inputs: readonly NestedArray[];
  readonly parameters: Readonly<Record<string, NestedArray>>;
  readonly output: NestedArray;
  readonly dy: NestedArray;
  readonly dx: readonly NestedArray[];
  readonly gradients: Readonly<Record<string, NestedArray>>;
}

const cases: [string, AnyLayer, Fixture][] = [
  ["GRU", new GRU(3, 4, { dtype: "float64" }), fixture.gru],
  ["MultiHeadAttention", new MultiHeadAttention(6, 2, { dtype: "float64" }), fixture.attention],
  [
    "MultiHeadAttention, causal",
    new MultiHeadAttention(6, 2, { dtype: "float64", causal: true }),
    fixture.causalAttention,
  ],
];

test.each(cases)("%s gives PyTorch's output and gradients with PyTorch's weights", (_, layer, expected) => {
  const float64 = (values: NestedArray) => tensor(values, { dtype: "float64" });
  layer.load(
    Object.fromEntries(Object.entries(expected.parameters).map(([name, value]) => [name, float64(value)])),
  );
  const xs = expected.inputs.map(float64);
  expectClose(layer.forward(xs.length === 1 ? xs[0] : xs), float64(expected.output));
  const dx = [layer.backward(float64(expected.dy))].flat() as Tensor[];
  dx.forEach((gradient, i) => {
    expectClose(gradient, float64(expected.dx[i]!));
  });
  for (const [name, gradient] of Object.entries(expected.gradients)) {
    expectClose(layer.gradients.get(name)!, float64(gradient));
  }
});

function expectClose(a: Tensor, b: Tensor): void {
  expect(a.shape).toEqual(b.shape);
  const right = b.dataSync();
  a.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(right[i]!, 11);
  });
}
