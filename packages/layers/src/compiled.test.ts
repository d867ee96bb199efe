import {
  compile,
  type DType,
  Generator,
  isTracing,
  Key,
  mul,
  scope,
  sub,
  sum,
  type Tensor,
  tensor,
  uniform,
  valueAndGrad,
  zeros,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { Affine, type AnyLayer, Dropout, type LayerInput, Sequential } from "./index.js";
import type { LayerCase } from "./testing/layerCase.js";
import { layerCases } from "./testing/layerCases.js";

for (const layerCase of layerCases) describe(layerCase.name, () => testCompiled(layerCase));

function testCompiled({ name, make, inputs, integers, random }: LayerCase): void {
  const generator = new Generator(2).fold(name);
  const draw = (dtype: DType) =>
    inputs.map((shape) =>
      integers
        ? tensor(Int32Array.from(integers), { shape })
        : uniform(new Key(generator.bits()), shape, { low: -2, high: 2, dtype }),
    );

  test.each(["float32", "float64"] as const)(
    "trains and infers compiled as it does op by op, %s",
    (dtype) => {
      const [eager, compiled] = [make(dtype), make(dtype)];
      const [train, fastTrain] = [trainer(eager), compile(trainer(compiled))];
      const fastInfer = compile((xs: Tensor[]) => compiled.forward(together(xs)));
      const digits = dtype === "float32" ? 4 : 10;
      for (let i = 0; i < 4; i++) {
        const xs = draw(dtype);
        expectNear(
          fastTrain(xs, new Key(i)),
          scope(() => train(xs, new Key(i))),
          digits,
        );
        expectNear(fastInfer(xs), eager.forward(together(xs)), digits);
      }
      compiled.variables().forEach((variable, i) => {
        expectNear(variable.value, eager.variables()[i]!.value, digits);
      });
    },
  );

  if (!random) return;
  test("draws anew for each key", () => {
    const layer = make("float32");
    const fast = compile((xs: Tensor[], key: Key) => layer.forward(together(xs), { training: true, key }));
    const xs = draw("float32");
    const [first, again, other] = [1, 1, 2].map((seed) => [...fast(xs, new Key(seed)).dataSync()]);
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
}

const together = (xs: readonly Tensor[]): LayerInput => (xs.length === 1 ? xs[0]! : xs);

/** A step down the gradients of the sum of weighted outputs. */
function trainer(layer: AnyLayer): (xs: Tensor[], key: Key) => Tensor {
  return (xs, key) => {
    const parameters = layer.parameters();
    let output: Tensor | undefined;
    const { gradients } = valueAndGrad(() => {
      output = layer.forward(together(xs), { training: true, key });
      const weights = uniform(new Key(9), output.shape, { dtype: output.dtype });
      output = output.alias({ owner: null });
      return sum(mul(output, weights));
    }, parameters);
    parameters.forEach((parameter, i) => {
      parameter.assign(sub(parameter.value, mul(gradients[i]!, 0.05)));
    });
    return output!;
  };
}

function expectNear(found: Tensor, expected: Tensor, digits: number): void {
  expect([found.shape, found.dtype]).toEqual([expected.shape, expected.dtype]);
  const values = found.dataSync();
  expected.dataSync().forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, digits);
  });
}

test("a parameter that a compiled function reads first is drawn once, as ever", () => {
  const make = () => new Sequential([new Affine(3, 2), new Dropout(0.5)]);
  const layer = make();
  const fast = compile((x: Tensor) => layer.forward(x));
  const x = uniform(new Key(1), [2, 3]);
  const y = [...fast(x).dataSync()];
  expect(y).toEqual([...make().forward(x).dataSync()]);
  layer.parameters()[0]!.assign(zeros([3, 2]));
  expect([...fast(x).dataSync()]).toEqual([0, 0, 0, 0]);
});

test("a forward under a trace leaves nothing for backward", () => {
  const layer = new Affine(3, 2);
  let wasTracing = false;
  compile((x: Tensor) => {
    wasTracing = isTracing();
    return layer.forward(x);
  })(zeros([1, 3]));
  expect([wasTracing, isTracing()]).toEqual([true, false]);
  expect(() => layer.backward(zeros([1, 2]))).toThrow(
    "backward needs a forward before it, outside of grad, valueAndGrad and compile",
  );
});
