import {
  createReferenceBackend,
  Key,
  memory,
  mul,
  type Tensor,
  tensor,
  UsageError,
  useBackend,
  useFinalizer,
  Variable,
} from "@mebae/tensor";
import { describe, expect, test } from "vitest";
import {
  Affine,
  BatchNorm,
  builtInLayers,
  Conv2d,
  Dropout,
  Embedding,
  Flatten,
  GlobalAveragePool2d,
  Layer,
  layerFromJSON,
  MaxPool2d,
  MultiHeadAttention,
  Multiply,
  orthogonal,
  PiecewiseLinear,
  ReLU,
  Sequential,
  Sigmoid,
  WeightNoise,
} from "./index.js";

useBackend(createReferenceBackend());

test("attention refuses PyTorch's additive masks, which as bool would mean the opposite", () => {
  const layer = new MultiHeadAttention(4, 2).initialize(0);
  const mask = tensor([0, 0, Number.NEGATIVE_INFINITY]);
  expect(() => layer.forward(tensor(new Float32Array(12), { shape: [1, 3, 4] }), { mask })).toThrow(
    "MultiHeadAttention: expected a bool mask, true where a query may look, got float32",
  );
});

describe("the worked examples of the design", () => {
  test("Multiply", () => {
    const layer = new Multiply();
    const z = layer.forward([tensor([[1], [2]]), tensor([[3], [4]])]);
    expect(z.arraySync()).toEqual([[3], [8]]);
    const [dx, dy] = layer.backward(tensor([5]));
    expect(dx.arraySync()).toEqual([[15], [20]]);
    expect(dy.arraySync()).toEqual([[5], [10]]);
  });

  test("Affine, with a bias of shape [1, n]", () => {
    const layer = new Affine(2, 3);
    const weight = tensor([
      [4, 5, 6],
      [7, 8, 9],
    ]);
    layer.load({ weight, bias: tensor([[10, 11, 12]]) });
    expect(layer.forward(tensor([[1, 2]])).arraySync()).toEqual([[28, 32, 36]]);
    expect(layer.backward(tensor([[1, 2, 3]])).arraySync()).toEqual([[32, 50]]);
    expect(layer.gradients.get("weight")!.arraySync()).toEqual([
      [1, 2, 3],
      [2, 4, 6],
    ]);
    expect(layer.gradients.get("bias")!.arraySync()).toEqual([1, 2, 3]);
  });

  test("ReLU leaves the caller's dy alone", () => {
    const layer = new ReLU();
    expect(layer.forward(tensor([-1, 0, 2])).arraySync()).toEqual([0, 0, 2]);
    const dy = tensor([5, 6, 7]);
    expect(layer.backward(dy).arraySync()).toEqual([0, 0, 7]);
    expect(dy.arraySync()).toEqual([5, 6, 7]);
  });

  test("Sigmoid at both ends", () => {
    const layer = new Sigmoid();
    expect(layer.forward(tensor([-1000, 0, 1000])).arraySync()).toEqual([0, 0.5, 1]);
    expect(layer.backward(tensor([1, 1, 1])).arraySync()).toEqual([0, 0.25, 0]);
  });

  test("BatchNorm trains by the batch, infers by the running statistics", () => {
    const layer = new BatchNorm(1, { dtype: "float64", epsilon: 0, momentum: 0.5 });
    const x = tensor([[1], [2], [6]], { dtype: "float64" });
    // μ = 3, σ² = (4+1+9)/3
    const deviation = Math.sqrt(14 / 3);
    const y = layer.forward(x, { training: true }).dataSync();
    [-2, -1, 3].forEach((centred, i) => {
      expect(y[i]).toBeCloseTo(centred / deviation, 12);
    });
    expect(layer.runningMean.value.itemSync()).toBeCloseTo(1.5, 12);
    expect(layer.runningVariance.value.itemSync()).toBeCloseTo(0.5 + 14 / 6, 12);
    // dx = (dy - mean(dy) - x̂·mean(dy·x̂))/σ for dy = [1, 0, 0].
    const dx = layer.backward(tensor([[1], [0], [0]], { dtype: "float64" })).dataSync();
    const normalized = [-2, -1, 3].map((centred) => centred / deviation);
    normalized.forEach((value, i) => {
      const dy = i === 0 ? 1 : 0;
      expect(dx[i]).toBeCloseTo((dy - 1 / 3 - (value * normalized[0]!) / 3) / deviation, 12);
    });
    const inferred = layer.forward(x).dataSync();
    expect(inferred[0]).toBeCloseTo((1 - 1.5) / Math.sqrt(0.5 + 14 / 6), 12);
  });

  test("PiecewiseLinear fills bins one after the other, and goes on as a line outside", () => {
    // A column cut at 0, 1 and 3, and one that is only shifted and scaled.
    const layer = new PiecewiseLinear([2, 1]);
    layer.start.assign(tensor([0, 1, 10]));
    layer.scale.assign(tensor([1, 2, 5]));
    const x = tensor([
      [-0.5, 10],
      [0.25, 20],
      [2, 5],
      [4, 10],
    ]);
    expect(layer.forward(x).arraySync()).toEqual([
      [-0.5, 0, 0],
      [0.25, 0, 2],
      [1, 0.5, -1],
      [1, 1.5, 0],
    ]);
    expect(layer.backward(tensor([[1, 10, 100]])).arraySync()).toEqual([
      [1, 20],
      [1, 20],
      [5, 20],
      [5, 20],
    ]);
    expect(layer.parameters()).toEqual([]);
    expect(() => new PiecewiseLinear([])).toThrow("PiecewiseLinear: expected one column at least, got none");
    expect(() => new PiecewiseLinear([2, 0])).toThrow(/each of bins is a whole number of 1 or more, not 0/);
  });

  test("Dropout is inverted", () => {
    const x = tensor(new Float32Array(10_000).fill(1));
    const y = new Dropout(0.2).forward(x, { training: true, key: new Key(3) }).dataSync();
    const kept = y.filter((value) => value !== 0);
    expect(new Set(kept)).toEqual(new Set([1.25]));
    expect(kept.length / 10_000).toBeCloseTo(0.8, 1);
    expect(new Dropout(0.2).forward(x).dataSync()).toEqual(x.dataSync());
  });
});

test("an index that an Embedding lacks, and a wrong dtype, are refused by a sentence", () => {
  const x = tensor(Int32Array.of(0, 5));
  expect(() => new Embedding(5, 2).forward(x).dataSync()).toThrow(/5/);
  expect(() => new Embedding(5, 2).forward(tensor([1]))).toThrow(
    "Embedding: expected int32 input, got float32",
  );
  expect(() => new Affine(1, 1).forward(tensor([[1]], { dtype: "float64" }))).toThrow(
    "Affine: expected float32 input, got float64",
  );
});

test.each([
  [() => new Affine(0, 1), "Affine: inputs is a whole number of 1 or more, not 0"],
  [() => new Dropout(1.5), "Dropout: probability lies between 0 and 1, not at 1.5"],
  [() => new Conv2d(3, 4, 3, { groups: 2 }), "Conv2d: 3 inputs and 4 outputs don't fall into 2 groups"],
  [() => new MultiHeadAttention(5, 2), "MultiHeadAttention: 5 columns don't fall into 2 heads"],
])("a wrong option is refused by a sentence (%#)", (make, message) => {
  expect(make).toThrow(message);
});

test("WeightNoise refuses Variables that it can't perturb", () => {
  class Plain extends Layer {
    readonly factor = new Variable(tensor([2]), "factor");
    protected override compute(x: Tensor): Tensor {
      return mul(x, this.factor.value);
    }
  }
  const layer = new WeightNoise(new Plain(), 0.1);
  expect(() => layer.forward(tensor([1]), { training: true, key: new Key(1) })).toThrow(
    "is a plain Variable",
  );
});

test("attention hides what a mask hides", () => {
  const layer = new MultiHeadAttention(2, 1, { dtype: "float64" });
  const x = (last: number) =>
    tensor(
      [
        [
          [1, 2],
          [3, 4],
          [last, 6],
        ],
      ],
      { dtype: "float64" },
    );
  const mask = tensor([true, true, false]);
  const [a, b] = [5, 50].map((last) => layer.forward(x(last), { mask }).dataSync());
  expect(a!.slice(0, 4)).toEqual(b!.slice(0, 4));
  expect(layer.forward(x(5)).dataSync()).not.toEqual(a);
});

describe("a layer of one's own", () => {
  class Scale extends Layer {
    readonly factor = new Variable(tensor([2]), "factor");
    readonly inner = [new Affine(1, 1), new Affine(1, 1)];

    protected override compute(x: Tensor): Tensor {
      return mul(this.inner[1]!.forward(this.inner[0]!.forward(x)), this.factor.value);
    }
  }

  test("is trained, named and differentiated like the others", () => {
    const layer = new Scale();
    expect([...layer.namedVariables().keys()]).toEqual([
      "factor",
      "inner.0.weight",
      "inner.0.bias",
      "inner.1.weight",
      "inner.1.bias",
    ]);
    const [a, b] = layer.inner.map((inner) => inner.weight.value.itemSync()) as [number, number];
    expect(a).not.toBe(b);
    expect(layer.forward(tensor([[3]])).itemSync()).toBeCloseTo(6 * a * b, 5);
    expect(layer.backward(tensor([[1]])).itemSync()).toBeCloseTo(2 * a * b, 5);
    expect(layer.gradients.get("factor")!.itemSync()).toBeCloseTo(3 * a * b, 5);
    expect(layer.inner[0]!.label).toBe('Affine "inner.0"');
    expect(() => layer.toJSON()).toThrow("Scale: a layer of your own needs toJSON()");
  });
});

describe("a model", () => {
  const make = (seed?: number) =>
    new Sequential([new Affine(2, 3), new ReLU(), new Affine(3, 1)], seed === undefined ? {} : { seed });
  const weights = (model: Layer) => model.parameters().flatMap((variable) => [...variable.value.dataSync()]);

  test("is drawn by seed and path", () => {
    expect(weights(make())).toEqual(weights(make(0)));
    expect(weights(make(1))).toEqual(weights(make(1)));
    expect(weights(make(1))).not.toEqual(weights(make(2)));
    const inner = weights(new Sequential([make()]));
    expect(inner).not.toEqual(weights(make()));
  });

  test("keeps loaded weights where it becomes part of another", () => {
    const layer = new Affine(1, 1);
    layer.weight.assign(tensor([[7]]));
    new Sequential([layer], { seed: 3 }).parameters();
    expect(layer.weight.value.itemSync()).toBe(7);
  });

  test("backward uses the weights of its forward, and needs one", () => {
    const model = make(1);
    expect(() => model.backward(tensor([[1]]))).toThrow(UsageError);
    const x = tensor([[1, -2]]);
    model.forward(x);
    const before = model.backward(tensor([[1]])).dataSync();
    for (const parameter of model.parameters()) parameter.assign(mul(parameter.value, 0));
    expect(model.backward(tensor([[1]])).dataSync()).toEqual(before);
    expect(weights(model).every((value) => value === 0)).toBe(true);
    expect(() => model.backward(tensor([1, 2]))).toThrow("Sequential: backward expected dy [1, 1], got [2]");
  });

  test("refuses weights that don't fit, and changes nothing", () => {
    const model = make(1);
    const before = weights(model);
    const good = new Map([...model.namedVariables()].map(([path, { value }]) => [path, mul(value, 2)]));
    const load = (change: (map: Map<string, Tensor>) => void) => () => {
      const map = new Map(good);
      change(map);
      model.load(map);
    };
    expect(load((map) => map.delete("layers.2.bias"))).toThrow('the weights have no "layers.2.bias"');
    expect(load((map) => map.set("extra", tensor(1)))).toThrow('the weights have "extra"');
    expect(load((map) => map.set("layers.0.weight", tensor([1])))).toThrow(
      'load: "layers.0.weight" should be float32 [2, 3], not float32 [1]',
    );
    expect(weights(model)).toEqual(before);
  });

  test("summarizes itself", () => {
    const model = new Sequential([
      new MaxPool2d(2),
      new Sequential([new GlobalAveragePool2d(), new Flatten()]),
      new Affine(3, 10),
    ]);
    const summary = model.summary([1, 3, 8, 8]);
    expect(summary.rows.map((row) => row.path)).toEqual([
      "layers.0",
      "layers.1.layers.0",
      "layers.1.layers.1",
      "layers.2",
    ]);
    expect(summary.parameters).toBe(40);
    expect(summary.multiplyAdds).toBe(30);
    expect(summary.toString()).toContain("layers.2");
  });

  test("frees all that a step makes", () => {
    useFinalizer(false);
    const model = make(1);
    const x = tensor([[1, 2]]);
    const dy = tensor([[1]]);
    const step = () => {
      model.forward(x).dispose();
      model.backward(dy).dispose();
    };
    step();
    const { bytes } = memory();
    for (let i = 0; i < 20; i++) step();
    expect(memory().bytes).toBe(bytes);
    useFinalizer(true);
  });

  test("names a type that nobody passed", () => {
    expect(() => layerFromJSON({ type: "Capsule" }, builtInLayers)).toThrow('no class for "Capsule"');
    expect(() => layerFromJSON({}, builtInLayers)).toThrow("expected a layer with a type");
  });
});

test("orthogonal matrices are", () => {
  const q = orthogonal()(new Key(1), [3, 5], {
    fanIn: 3,
    fanOut: 5,
    dtype: "float64",
  }).arraySync() as number[][];
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const product = q[i]!.reduce((total, value, k) => total + value * q[j]![k]!, 0);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
});
