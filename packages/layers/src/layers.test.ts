import {
  cast,
  checkGradients,
  createReferenceBackend,
  isFloat,
  Key,
  memory,
  mul,
  sum,
  type Tensor,
  tensor,
  useBackend,
  useFinalizer,
  Variable,
  valueAndGrad,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import { builtInLayers, layerFromJSON } from "./index.js";
import { inputsOf } from "./testing/inputs.js";
import type { LayerCase } from "./testing/layerCase.js";
import { layerCases } from "./testing/layerCases.js";
import { ownVariables, walk } from "./walk.js";

useBackend(createReferenceBackend());
useFinalizer(false);

for (const layerCase of layerCases) describe(layerCase.name, () => testLayer(layerCase));

function testLayer(layerCase: LayerCase): void {
  const { name, make, inputs, integers, output, wrong, random, multiplyAdds } = layerCase;
  const { generator, draw, drawAll, together } = inputsOf(layerCase);
  const training = { training: true, key: new Key(5) };

  test("gives the expected shape and dtype", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const y = make(dtype).forward(together(drawAll(dtype)));
      expect([y.shape, y.dtype]).toEqual([output, dtype]);
    }
  });

  test.each([false, true])("has right gradients, training %s", async (isTraining) => {
    const layer = make("float64");
    const xs = drawAll("float64");
    const options = isTraining ? training : {};
    const differentiable = xs.flatMap((x, i) => (isFloat(x.dtype) ? [i] : []));
    const report = await checkGradients((...args: Tensor[]) => layer.forward(together(args), options), xs, {
      variables: layer.parameters(),
      differentiable,
    });
    expect(report.checked).toBeGreaterThan(0);
  });

  test("backward equals autograd", () => {
    const layer = make("float64");
    const xs = drawAll("float64");
    const y = layer.forward(together(xs), training);
    const dy = tensor(
      Float64Array.from({ length: y.size }, () => generator.normal()),
      { shape: y.shape },
    );
    const buffers = layer.variables().filter((variable) => !variable.trainable);
    const running = buffers.map((variable) => variable.value.dataSync());
    const dx = [layer.backward(dy)].flat() as Tensor[];
    expect(buffers.map((variable) => variable.value.dataSync())).toEqual(running);
    const cells = xs.map((x) => new Variable(x));
    const floats = cells.filter((cell) => isFloat(cell.dtype));
    using expected = valueAndGrad(
      () => sum(mul(layer.forward(together(cells.map((cell) => cell.value)), training), dy)),
      [...floats, ...layer.parameters()],
    );
    const got = [...dx.filter((_, i) => isFloat(xs[i]!.dtype)), ...layer.gradients.values()];
    expect(got.length).toBe(expected.gradients.length);
    got.forEach((gradient, i) => {
      expectClose(gradient, expected.gradients[i]!);
    });
    expect([...layer.gradients.keys()]).toEqual(
      [...layer.namedVariables()].filter(([, variable]) => variable.trainable).map(([path]) => path),
    );
  });

  test("comes back from JSON and its variables", () => {
    const layer = make("float64");
    const xs = together(drawAll("float64"));
    layer.forward(xs, training);
    const json = JSON.parse(JSON.stringify(layer));
    const copy = layerFromJSON(json, builtInLayers) as ReturnType<typeof make>;
    copy.load(new Map([...layer.namedVariables()].map(([path, { value }]) => [path, value])));
    expect(copy.toJSON()).toEqual(layer.toJSON());
    expect(copy.forward(xs).dataSync()).toEqual(layer.forward(xs).dataSync());
  });

  test("is the same without a seed each time", () => {
    const values = () =>
      make("float32")
        .variables()
        .map((variable) => variable.value.dataSync());
    expect(values()).toEqual(values());
  });

  test("counts multiply-adds and parameters", () => {
    const layer = make("float32");
    const summary = layer.summary(inputs.length === 1 ? inputs[0]! : inputs, {
      dtype: integers ? "int32" : "float32",
    });
    expect(summary.parameters).toBe(layer.parameters().reduce((total, { size }) => total + size, 0));
    // A layer that is made of others and has no variables of its own has no row: theirs stand for it.
    const isMadeOfOthers = walk(layer).layers.size > 0 && ownVariables(layer).length === 0;
    const own = summary.rows.filter(({ path }) => path === layer.type);
    expect(own.map(({ outputShape }) => outputShape)).toEqual(isMadeOfOthers ? [] : [output]);
    if (multiplyAdds !== undefined) expect(summary.multiplyAdds).toBe(multiplyAdds);
  });

  test("leaves nothing behind but its result", () => {
    const layer = make("float32");
    const xs = together(drawAll("float32"));
    const step = () => {
      layer.forward(xs, training).dispose();
      return memory().tensors;
    };
    step();
    expect(step()).toBe(step());
    expect([xs].flat().every((x) => !x.isDisposed)).toBe(true);
  });

  if (wrong) {
    test("refuses a wrong shape by a sentence", () => {
      const xs = wrong.inputs.map((shape) => draw(shape, "float32"));
      const input = wrong.inputs.length === 1 ? xs[0] : xs;
      expect(() => make("float32").forward(input)).toThrow(wrong.message);
    });
  }

  if (!integers && name !== "Flatten") {
    test("refuses integers by a sentence", () => {
      const xs = drawAll("float32").map((x) => cast(x, "int32"));
      expect(() => make("float32").forward(together(xs))).toThrow(/expected float(32)? \w+, got int32/);
    });
  }

  if (random) {
    test("needs a key in training, and draws by it", () => {
      const layer = make("float32");
      const xs = together(drawAll("float32"));
      expect(() => layer.forward(xs, { training: true })).toThrow(/training needs a key/);
      const y = (seed: number) => layer.forward(xs, { training: true, key: new Key(seed) }).dataSync();
      expect(y(1)).toEqual(y(1));
      expect(y(1)).not.toEqual(y(2));
    });

    if (make("float32").parameters().length === 0)
      test("draws on its input's engine, whichever is the default", () => {
        const backend = createReferenceBackend();
        const [x] = drawAll("float32");
        const moved = tensor(x!.dataSync(), { shape: x!.shape, backend });
        expect(make("float32").forward(moved, training).backend).toBe(backend);
      });
  }
}

function expectClose(a: Tensor, b: Tensor): void {
  expect(a.shape).toEqual(b.shape);
  const [left, right] = [a.dataSync(), b.dataSync()];
  left.forEach((value, i) => {
    expect(value).toBeCloseTo(right[i]!, 10);
  });
}
