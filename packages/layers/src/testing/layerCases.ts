import type { DType, Shape } from "@mebae/tensor";
import {
  Add,
  Affine,
  type AnyLayer,
  AveragePool2d,
  BatchNorm,
  Conv1d,
  Conv2d,
  Dropout,
  Embedding,
  Ensemble,
  Flatten,
  GaussianNoise,
  GELU,
  GlobalAveragePool2d,
  GRU,
  KernelRidge,
  LayerNorm,
  LeakyReLU,
  MaxPool2d,
  MultiHeadAttention,
  Multiply,
  PatchFeatures,
  PiecewiseLinear,
  ReLU,
  Residual,
  Scattering,
  Sequential,
  Sigmoid,
  SiLU,
  Softmax,
  Tanh,
  ViewAverage,
  WeightNoise,
} from "../index.js";
import { filled } from "./filled.js";
import { each, geluByTanh, normalCdf } from "./oracles/activations.js";
import { attention } from "./oracles/attention.js";
import { flat, pooledLogits, view, weightedMean } from "./oracles/averages.js";
import { kernelRidge, patchFeatures, piecewiseLinear } from "./oracles/features.js";
import { gru, lastOf } from "./oracles/gru.js";
import { affineLaw, dropoutLaw, droppedLaw, type LawOracle, noisyAffineLaw } from "./oracles/laws.js";
import { batchNorm, batchStatistics, layerNorm } from "./oracles/norms.js";
import {
  affine,
  at,
  fill,
  map,
  type Oracle,
  type Plain,
  pairs,
  sigmoid,
  softmax,
  sum2,
} from "./oracles/plain.js";
import { scattering } from "./oracles/scattering.js";
import { average, correlate, correlate1d, pool } from "./oracles/windows.js";

/** A layer, what it takes and gives, and what it refuses; every case goes through the same tests. */
export interface LayerCase {
  readonly name: string;
  readonly make: (dtype: DType) => AnyLayer;
  /** One shape an input; several inputs make an array. */
  readonly inputs: readonly Shape[];
  /** Values for an integer input, in place of random floats. */
  readonly integers?: readonly number[];
  readonly output: Shape;
  /** The layer's output at inference, by its formula in plain JavaScript, for whatever its variables hold. */
  readonly expected: Oracle;
  /** The same in training, where it is another and draws nothing. */
  readonly training?: Oracle;
  /** For a layer whose training draws from a key: what its outputs are spread around, and how far. */
  readonly random?: LawOracle;
  /** Shapes refused, and the sentence. */
  readonly wrong?: { readonly inputs: readonly Shape[]; readonly message: string };
  /** Where variables are constants of the formula, which the oracle works out: random numbers don't stand in for them. */
  readonly fixed?: boolean;
  readonly multiplyAdds?: number;
}

type Variables = (path: string) => Plain;

/** The variables of a layer inside another. */
const inside =
  (variable: Variables, path: string): Variables =>
  (name) =>
    variable(`${path}.${name}`);

/** An Affine by the path of its variables; "" for the layer itself. */
function affineAt(x: Plain, variable: Variables, path = ""): Plain {
  const name = (field: string) => (path === "" ? field : `${path}.${field}`);
  return affine(x, variable(name("weight")), variable(name("bias")));
}

const batchNormOf =
  (epsilon?: number): Oracle =>
  ([x], variable) => {
    const running = { mean: variable("runningMean"), variance: variable("runningVariance") };
    return batchNorm(x!, running, variable, epsilon);
  };

const batchNormInTraining =
  (epsilon?: number): Oracle =>
  ([x], variable) =>
    batchNorm(x!, batchStatistics(x!), variable, epsilon);

export const layerCases: readonly LayerCase[] = [
  {
    name: "Affine",
    make: (dtype) => new Affine(3, 4, { dtype }),
    inputs: [[2, 3]],
    output: [2, 4],
    expected: ([x], variable) => affineAt(x!, variable),
    wrong: { inputs: [[2, 5]], message: "Affine: expected input [*, 3], got [2, 5]" },
    multiplyAdds: 24,
  },
  {
    name: "Affine over more axes, without bias",
    make: (dtype) => new Affine(3, 2, { dtype, bias: false }),
    inputs: [[2, 5, 3]],
    output: [2, 5, 2],
    expected: ([x], variable) => affine(x!, variable("weight")),
    multiplyAdds: 60,
  },
  {
    name: "Multiply",
    make: () => new Multiply(),
    inputs: [
      [2, 3],
      [3, 1, 3],
    ],
    output: [3, 2, 3],
    expected: ([x, y]) => pairs(x!, y!, (a, b) => a * b),
    wrong: {
      inputs: [
        [2, 3],
        [2, 4],
      ],
      message: "Multiply: expected two inputs that broadcast, got [2, 3] and [2, 4]",
    },
  },
  {
    name: "Add",
    make: () => new Add(),
    inputs: [[2, 3], [3]],
    output: [2, 3],
    expected: ([x, y]) => pairs(x!, y!, (a, b) => a + b),
  },
  {
    name: "ReLU",
    make: () => new ReLU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => Math.max(x, 0)),
  },
  {
    name: "LeakyReLU",
    make: () => new LeakyReLU(0.2),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => (x > 0 ? x : 0.2 * x)),
  },
  {
    name: "Sigmoid",
    make: () => new Sigmoid(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(sigmoid),
  },
  {
    name: "Tanh",
    make: () => new Tanh(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(Math.tanh),
  },
  {
    name: "GELU",
    make: () => new GELU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => x * normalCdf(x)),
  },
  {
    name: "GELU, tanh",
    make: () => new GELU({ approximate: "tanh" }),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each(geluByTanh),
  },
  {
    name: "SiLU",
    make: () => new SiLU(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: each((x) => x * sigmoid(x)),
  },
  {
    name: "Softmax",
    make: () => new Softmax(),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => softmax(x!),
  },
  {
    name: "Softmax, first axis",
    make: () => new Softmax(0),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => softmax(x!, 0),
  },
  {
    name: "BatchNorm",
    make: (dtype) => new BatchNorm(3, { dtype }),
    inputs: [[5, 3]],
    output: [5, 3],
    expected: batchNormOf(),
    training: batchNormInTraining(),
    wrong: {
      inputs: [[5, 4]],
      message: "BatchNorm: expected input [n, 3] or [n, 3, l] or [n, 3, h, w], got [5, 4]",
    },
  },
  {
    name: "BatchNorm of images",
    make: (dtype) => new BatchNorm(2, { dtype, momentum: 0.3, epsilon: 1e-3 }),
    inputs: [[2, 2, 2, 3]],
    output: [2, 2, 2, 3],
    expected: batchNormOf(1e-3),
    training: batchNormInTraining(1e-3),
  },
  {
    name: "LayerNorm",
    make: (dtype) => new LayerNorm(4, { dtype }),
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
    expected: ([x], variable) => layerNorm(x!, variable("gamma"), variable("beta")),
    wrong: { inputs: [[2, 3]], message: "LayerNorm: expected input [*, 4], got [2, 3]" },
  },
  {
    name: "Dropout",
    make: () => new Dropout(0.4),
    inputs: [[4, 5]],
    output: [4, 5],
    expected: ([x]) => x!,
    random: ([x]) => dropoutLaw(x!, 0.4),
  },
  {
    name: "GaussianNoise",
    make: () => new GaussianNoise(0.3),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x]) => x!,
    random: ([x]) => ({ mean: x!, deviation: fill(x!.shape, () => 0.3) }),
  },
  {
    name: "WeightNoise",
    make: (dtype) => new WeightNoise(new Affine(3, 2, { dtype }), 0.1),
    inputs: [[2, 3]],
    output: [2, 2],
    expected: ([x], variable) => affineAt(x!, variable, "layer"),
    random: ([x], variable) => noisyAffineLaw(x!, affineAt(x!, variable, "layer"), 0.1),
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
  },
  {
    name: "Conv1d",
    make: (dtype) => new Conv1d(2, 3, 3, { dtype, stride: 2, padding: 1 }),
    inputs: [[2, 2, 7]],
    output: [2, 3, 4],
    expected: ([x], variable) =>
      correlate1d(x!, variable("weight"), variable("bias"), { stride: 2, padding: 1 }),
    wrong: { inputs: [[2, 3, 7]], message: "Conv1d: expected input [n, 2, l], got [2, 3, 7]" },
    multiplyAdds: 2 * 3 * 4 * 2 * 3,
  },
  {
    name: "Conv1d, dilated, in groups, without bias",
    make: (dtype) => new Conv1d(4, 2, 2, { dtype, dilation: 3, groups: 2, bias: false }),
    inputs: [[1, 4, 6]],
    output: [1, 2, 3],
    expected: ([x], variable) => correlate1d(x!, variable("weight"), undefined, { dilation: 3, groups: 2 }),
  },
  {
    name: "Conv2d",
    make: (dtype) => new Conv2d(2, 4, 3, { dtype, padding: 1, groups: 2 }),
    inputs: [[2, 2, 4, 5]],
    output: [2, 4, 4, 5],
    expected: ([x], variable) =>
      correlate(x!, variable("weight"), variable("bias"), { padding: 1, groups: 2 }),
    wrong: { inputs: [[2, 1, 4, 5]], message: "Conv2d: expected input [n, 2, h, w], got [2, 1, 4, 5]" },
    multiplyAdds: 2 * 4 * 4 * 5 * 9,
  },
  {
    name: "Conv2d, strided and dilated, without bias",
    make: (dtype) => new Conv2d(2, 3, [3, 2], { dtype, stride: 2, dilation: 2, padding: 1, bias: false }),
    inputs: [[1, 2, 7, 6]],
    output: [1, 3, 3, 3],
    expected: ([x], variable) =>
      correlate(x!, variable("weight"), undefined, { stride: 2, dilation: 2, padding: 1 }),
  },
  {
    name: "MaxPool2d",
    make: () => new MaxPool2d(2),
    inputs: [[1, 2, 4, 6]],
    output: [1, 2, 2, 3],
    expected: ([x]) => pool(x!, 2, {}, (values) => Math.max(...values)),
    wrong: { inputs: [[4, 6]], message: "MaxPool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "MaxPool2d, windows that overlap and reach beyond the image",
    make: () => new MaxPool2d(3, { stride: 2, padding: 1 }),
    inputs: [[1, 2, 5, 4]],
    output: [1, 2, 3, 2],
    expected: ([x]) => pool(x!, 3, { stride: 2, padding: 1 }, (values) => Math.max(...values)),
  },
  {
    name: "AveragePool2d",
    make: () => new AveragePool2d(2, { stride: 1, padding: 1, countIncludePadding: false }),
    inputs: [[1, 2, 3, 3]],
    output: [1, 2, 4, 4],
    expected: ([x]) => pool(x!, 2, { stride: 1, padding: 1 }, average),
    wrong: { inputs: [[4, 6]], message: "AveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "AveragePool2d, zeros around counted",
    make: () => new AveragePool2d(2, { padding: 1 }),
    inputs: [[1, 2, 3, 3]],
    output: [1, 2, 2, 2],
    expected: ([x]) => pool(x!, 2, { padding: 1 }, (values) => values.reduce((a, b) => a + b) / 4),
  },
  {
    name: "GlobalAveragePool2d",
    make: () => new GlobalAveragePool2d(),
    inputs: [[2, 3, 2, 4]],
    output: [2, 3],
    expected: ([x]) => fill([2, 3], (i, c) => sum2(2, 4, (row, column) => at(x!, i, c, row, column)) / 8),
    wrong: { inputs: [[4, 6]], message: "GlobalAveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "Flatten",
    make: () => new Flatten(),
    inputs: [[2, 3, 4]],
    output: [2, 12],
    expected: ([x]) => flat(x!),
    wrong: { inputs: [[]], message: "Flatten: expected input [*, n], got []" },
  },
  {
    name: "Embedding",
    make: (dtype) => new Embedding(5, 3, { dtype }),
    inputs: [[2, 3]],
    integers: [0, 4, 2, 2, 1, 0],
    output: [2, 3, 3],
    expected: ([x], variable) => fill([2, 3, 3], (i, j, k) => at(variable("weight"), at(x!, i, j), k)),
  },
  {
    name: "GRU",
    make: (dtype) => new GRU(3, 4, { dtype }),
    inputs: [[2, 3, 3]],
    output: [2, 3, 4],
    expected: ([x], variable) => gru(x!, undefined, variable),
    wrong: { inputs: [[2, 3]], message: "GRU: expected input [n, t, 3], got [2, 3]" },
    multiplyAdds: 2 * 3 * 12 * 7,
  },
  {
    name: "GRU from a state to the last one",
    make: (dtype) => new GRU(3, 2, { dtype, output: "last" }),
    inputs: [
      [2, 3, 3],
      [2, 2],
    ],
    output: [2, 2],
    expected: ([x, start], variable) => lastOf(gru(x!, start, variable)),
    wrong: {
      inputs: [
        [2, 3, 3],
        [2, 3],
      ],
      message: "GRU: expected state [2, 2], got [2, 3]",
    },
  },
  {
    name: "MultiHeadAttention to itself, causal",
    make: (dtype) => new MultiHeadAttention(4, 2, { dtype, causal: true }),
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
    expected: ([x], variable) => attention(x!, x!, variable, { heads: 2, causal: true }),
    wrong: { inputs: [[2, 3, 5]], message: "MultiHeadAttention: expected query [n, l, 4], got [2, 3, 5]" },
    multiplyAdds: 2 * (4 * 3 * 16 + 2 * 9 * 4),
  },
  {
    name: "MultiHeadAttention to a memory",
    make: (dtype) => new MultiHeadAttention(4, 2, { dtype, bias: false }),
    inputs: [
      [2, 3, 4],
      [2, 2, 4],
    ],
    output: [2, 3, 4],
    expected: ([x, memory], variable) => attention(x!, memory!, variable, { heads: 2, bias: false }),
    wrong: {
      inputs: [
        [2, 3, 4],
        [1, 2, 4],
      ],
      message: "MultiHeadAttention: expected key [2, l, 4], got [1, 2, 4]",
    },
  },
  {
    name: "Residual",
    make: (dtype) => new Residual(new Affine(3, 2, { dtype }), new Affine(3, 2, { dtype })),
    inputs: [[2, 3]],
    output: [2, 2],
    expected: ([x], variable) =>
      pairs(affineAt(x!, variable, "layer"), affineAt(x!, variable, "shortcut"), (a, b) => a + b),
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
  },
  {
    name: "Residual without a shortcut",
    make: (dtype) => new Residual(new Affine(3, 3, { dtype })),
    inputs: [[2, 3]],
    output: [2, 3],
    expected: ([x], variable) => pairs(affineAt(x!, variable, "layer"), x!, (a, b) => a + b),
  },
  {
    name: "Sequential",
    make: (dtype) =>
      new Sequential([
        new Affine(3, 4, { dtype }),
        new BatchNorm(4, { dtype }),
        new Tanh(),
        new Dropout(0.3),
        new Affine(4, 2, { dtype }),
      ]),
    inputs: [[5, 3]],
    output: [5, 2],
    expected: ([x], variable) => {
      const normalized = batchNormOf()([affineAt(x!, variable, "layers.0")], inside(variable, "layers.1"));
      return affineAt(map(normalized, Math.tanh), variable, "layers.4");
    },
    random: ([x], variable) => {
      const first = affineAt(x!, variable, "layers.0");
      const normalized = batchNormInTraining()([first], inside(variable, "layers.1"));
      const hidden = map(normalized, Math.tanh);
      const mean = affineAt(hidden, variable, "layers.4");
      return affineLaw(dropoutLaw(hidden, 0.3), variable("layers.4.weight"), mean);
    },
    wrong: { inputs: [[5, 2]], message: 'Affine "layers.0": expected input [*, 3], got [5, 2]' },
  },
  {
    name: "Ensemble",
    make: (dtype) =>
      new Ensemble(
        [new Affine(3, 2, { dtype }), new Sequential([new Dropout(0.4), new Affine(3, 2, { dtype })])],
        {
          weights: [1, 3],
        },
      ),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) =>
      pooledLogits(
        [affineAt(x!, variable, "members.0"), affineAt(x!, variable, "members.1.layers.1")],
        [0.25, 0.75],
      ),
    random: ([x], variable) => {
      const first = affineAt(x!, variable, "members.0");
      return droppedLaw(x!, 0.4, (dropped) =>
        pooledLogits([first, affineAt(dropped, variable, "members.1.layers.1")], [0.25, 0.75]),
      );
    },
    wrong: { inputs: [[4, 5]], message: 'Affine "members.0": expected input [*, 3], got [4, 5]' },
    multiplyAdds: 48,
  },
  {
    name: "Ensemble of numbers",
    make: (dtype) =>
      new Ensemble([new Affine(3, 2, { dtype }), new Affine(3, 2, { dtype })], { output: "numbers" }),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) =>
      weightedMean([affineAt(x!, variable, "members.0"), affineAt(x!, variable, "members.1")], [0.5, 0.5]),
  },
  {
    name: "ViewAverage",
    make: (dtype) =>
      new ViewAverage(new Sequential([new Flatten(), new Affine(12, 3, { dtype })]), {
        shifts: [
          [0, 0],
          [1, -2],
        ],
        flip: true,
      }),
    inputs: [[2, 1, 3, 4]],
    output: [2, 3],
    expected: ([x], variable) => {
      const views = [false, true].flatMap((mirrored) => [
        view(x!, [0, 0], mirrored),
        view(x!, [1, -2], mirrored),
      ]);
      return pooledLogits(
        views.map((seen) => affineAt(flat(seen), variable, "layer.layers.1")),
        [0.25, 0.25, 0.25, 0.25],
      );
    },
    training: ([x], variable) => affineAt(flat(x!), variable, "layer.layers.1"),
    wrong: { inputs: [[2, 12]], message: "ViewAverage: expected input [n, c, h, w], got [2, 12]" },
  },
  {
    name: "ViewAverage of numbers",
    make: (dtype) =>
      new ViewAverage(new Sequential([new Flatten(), new Affine(12, 1, { dtype })]), {
        shifts: [[1, 0]],
        output: "numbers",
      }),
    inputs: [[2, 2, 3, 2]],
    output: [2, 1],
    expected: ([x], variable) => affineAt(flat(view(x!, [1, 0])), variable, "layer.layers.1"),
    training: ([x], variable) => affineAt(flat(x!), variable, "layer.layers.1"),
  },
  {
    name: "KernelRidge",
    make: (dtype) => filled(new KernelRidge(3, 2, 5, { dtype, gamma: 0.4 })),
    inputs: [[4, 3]],
    output: [4, 2],
    expected: ([x], variable) => kernelRidge(x!, variable, 0.4),
    wrong: { inputs: [[4, 2]], message: "KernelRidge: expected input [n, 3], got [4, 2]" },
    multiplyAdds: 4 * 5 * (3 + 2),
  },
  {
    name: "PiecewiseLinear",
    make: (dtype) => filled(new PiecewiseLinear([1, 3, 2], { dtype })),
    inputs: [[4, 3]],
    output: [4, 6],
    expected: ([x], variable) => piecewiseLinear(x!, variable, [1, 3, 2]),
    wrong: { inputs: [[4, 6]], message: "PiecewiseLinear: expected input [n, 3], got [4, 6]" },
  },
  {
    name: "PatchFeatures",
    make: (dtype) => filled(new PatchFeatures(2, 3, { dtype, size: 2, pool: 2, threshold: 0.1 })),
    inputs: [[2, 2, 5, 6]],
    output: [2, 3, 2, 2],
    expected: ([x], variable) => patchFeatures(x!, variable, { threshold: 0.1, pool: 2 }),
    wrong: {
      inputs: [[2, 1, 5, 6]],
      message: "PatchFeatures: expected input [n, 2, h, w], got [2, 1, 5, 6]",
    },
  },
  {
    name: "Scattering",
    make: (dtype) => new Scattering({ dtype, scales: 2, angles: 2 }),
    inputs: [[1, 2, 7, 8]],
    output: [1, 2 * (1 + 2 * 2 + 4), 2, 2],
    expected: ([x], variable) => scattering(x!, variable, 2),
    fixed: true,
    wrong: { inputs: [[6, 7]], message: "Scattering: expected input [n, c, h, w], got [6, 7]" },
  },
];
