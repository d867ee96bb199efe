import {
  cast,
  checkGradients,
  createReferenceBackend,
  type DType,
  Generator,
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
import { builtInLayers, type LayerInput, layerFromJSON } from "./index.js";
import { type LayerCase, layerCases } from "./testing/layerCases.js";

useBackend(createReferenceBackend());
useFinalizer(false);

for (const layerCase of layerCases) describe(layerCase.name, () => testLayer(layerCase));

function testLayer({ name, make, inputs, integers, output, wrong, random, multiplyAdds }: LayerCase): void {
  const generator = new Generator(1).fold(name);
  const draw = (shape: readonly number[], dtype: DType): Tensor => {
    const size = shape.reduce((a, b) => a * b, 1);
    if (integers) return tensor(Int32Array.from(integers), { shape });
    // Away from zero, where ReLU has its kink, and from one another, where max pooling has its own.
    const order = generator.permutation(size);
    const values = Float64Array.from(
      order,
      (place) => (generator.bits() % 2 ? 1 : -1) * (0.1 + (1.6 * (place + generator.uniform(0, 0.5))) / size),
    );
    return tensor(values, { shape, dtype });
  };
  const together = (xs: readonly Tensor[]): LayerInput => (inputs.length === 1 ? xs[0]! : xs);
  const drawAll = (dtype: DType) => inputs.map((shape) => draw(shape, dtype));
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
    expect(summary.rows.at(-1)!.outputShape).toEqual(output);
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
