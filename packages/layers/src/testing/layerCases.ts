import { type DType, Generator, type Shape, tensor } from "@mebae/tensor";
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

/** A layer, what it takes and gives, and what it refuses; every case goes through the same tests. */
export interface LayerCase {
  readonly name: string;
  readonly make: (dtype: DType) => AnyLayer;
  /** One shape an input; several inputs make an array. */
  readonly inputs: readonly Shape[];
  /** Values for an integer input, in place of random floats. */
  readonly integers?: readonly number[];
  readonly output: Shape;
  /** Shapes refused, and the sentence. */
  readonly wrong?: { readonly inputs: readonly Shape[]; readonly message: string };
  /** Whether training draws from a key. */
  readonly random?: boolean;
  readonly multiplyAdds?: number;
}

/** A layer whose buffers hold random numbers, as a fit would leave them. */
function filled<L extends AnyLayer>(layer: L): L {
  const random = new Generator(4);
  for (const [path, variable] of layer.namedVariables()) {
    const low = path.endsWith("scale") ? 0.5 : -1;
    const values = Float64Array.from({ length: variable.size }, () => random.uniform(low, 1));
    using value = tensor(values, { shape: variable.shape, dtype: variable.dtype });
    variable.assign(value);
  }
  return layer;
}

export const layerCases: readonly LayerCase[] = [
  {
    name: "Affine",
    make: (dtype) => new Affine(3, 4, { dtype }),
    inputs: [[2, 3]],
    output: [2, 4],
    wrong: { inputs: [[2, 5]], message: "Affine: expected input [*, 3], got [2, 5]" },
    multiplyAdds: 24,
  },
  {
    name: "Affine over more axes, without bias",
    make: (dtype) => new Affine(3, 2, { dtype, bias: false }),
    inputs: [[2, 5, 3]],
    output: [2, 5, 2],
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
    wrong: {
      inputs: [
        [2, 3],
        [2, 4],
      ],
      message: "Multiply: expected two inputs that broadcast, got [2, 3] and [2, 4]",
    },
  },
  { name: "Add", make: () => new Add(), inputs: [[2, 3], [3]], output: [2, 3] },
  { name: "ReLU", make: () => new ReLU(), inputs: [[2, 3]], output: [2, 3] },
  { name: "LeakyReLU", make: () => new LeakyReLU(0.2), inputs: [[2, 3]], output: [2, 3] },
  { name: "Sigmoid", make: () => new Sigmoid(), inputs: [[2, 3]], output: [2, 3] },
  { name: "Tanh", make: () => new Tanh(), inputs: [[2, 3]], output: [2, 3] },
  { name: "GELU", make: () => new GELU(), inputs: [[2, 3]], output: [2, 3] },
  { name: "GELU, tanh", make: () => new GELU({ approximate: "tanh" }), inputs: [[2, 3]], output: [2, 3] },
  { name: "SiLU", make: () => new SiLU(), inputs: [[2, 3]], output: [2, 3] },
  { name: "Softmax", make: () => new Softmax(), inputs: [[2, 3]], output: [2, 3] },
  { name: "Softmax, first axis", make: () => new Softmax(0), inputs: [[2, 3]], output: [2, 3] },
  {
    name: "BatchNorm",
    make: (dtype) => new BatchNorm(3, { dtype }),
    inputs: [[5, 3]],
    output: [5, 3],
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
  },
  {
    name: "LayerNorm",
    make: (dtype) => new LayerNorm(4, { dtype }),
    inputs: [[2, 3, 4]],
    output: [2, 3, 4],
    wrong: { inputs: [[2, 3]], message: "LayerNorm: expected input [*, 4], got [2, 3]" },
  },
  { name: "Dropout", make: () => new Dropout(0.4), inputs: [[4, 5]], output: [4, 5], random: true },
  {
    name: "GaussianNoise",
    make: () => new GaussianNoise(0.3),
    inputs: [[2, 3]],
    output: [2, 3],
    random: true,
  },
  {
    name: "WeightNoise",
    make: (dtype) => new WeightNoise(new Affine(3, 2, { dtype }), 0.1),
    inputs: [[2, 3]],
    output: [2, 2],
    random: true,
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
  },
  {
    name: "Conv1d",
    make: (dtype) => new Conv1d(2, 3, 3, { dtype, stride: 2, padding: 1 }),
    inputs: [[2, 2, 7]],
    output: [2, 3, 4],
    wrong: { inputs: [[2, 3, 7]], message: "Conv1d: expected input [n, 2, l], got [2, 3, 7]" },
    multiplyAdds: 2 * 3 * 4 * 2 * 3,
  },
  {
    name: "Conv2d",
    make: (dtype) => new Conv2d(2, 4, 3, { dtype, padding: 1, groups: 2 }),
    inputs: [[2, 2, 4, 5]],
    output: [2, 4, 4, 5],
    wrong: { inputs: [[2, 1, 4, 5]], message: "Conv2d: expected input [n, 2, h, w], got [2, 1, 4, 5]" },
    multiplyAdds: 2 * 4 * 4 * 5 * 9,
  },
  {
    name: "MaxPool2d",
    make: () => new MaxPool2d(2),
    inputs: [[1, 2, 4, 6]],
    output: [1, 2, 2, 3],
    wrong: { inputs: [[4, 6]], message: "MaxPool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "AveragePool2d",
    make: () => new AveragePool2d(2, { stride: 1, padding: 1, countIncludePadding: false }),
    inputs: [[1, 2, 3, 3]],
    output: [1, 2, 4, 4],
    wrong: { inputs: [[4, 6]], message: "AveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "GlobalAveragePool2d",
    make: () => new GlobalAveragePool2d(),
    inputs: [[2, 3, 2, 4]],
    output: [2, 3],
    wrong: { inputs: [[4, 6]], message: "GlobalAveragePool2d: expected input [n, c, h, w], got [4, 6]" },
  },
  {
    name: "Flatten",
    make: () => new Flatten(),
    inputs: [[2, 3, 4]],
    output: [2, 12],
    wrong: { inputs: [[]], message: "Flatten: expected input [*, n], got []" },
  },
  {
    name: "Embedding",
    make: (dtype) => new Embedding(5, 3, { dtype }),
    inputs: [[2, 3]],
    integers: [0, 4, 2, 2, 1, 0],
    output: [2, 3, 3],
  },
  {
    name: "GRU",
    make: (dtype) => new GRU(3, 4, { dtype }),
    inputs: [[2, 3, 3]],
    output: [2, 3, 4],
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
    wrong: { inputs: [[2, 4]], message: 'Affine "layer": expected input [*, 3], got [2, 4]' },
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
    random: true,
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
    random: true,
    wrong: { inputs: [[4, 5]], message: 'Affine "members.0": expected input [*, 3], got [4, 5]' },
    multiplyAdds: 48,
  },
  {
    name: "Ensemble of numbers",
    make: (dtype) =>
      new Ensemble([new Affine(3, 2, { dtype }), new Affine(3, 2, { dtype })], { output: "numbers" }),
    inputs: [[4, 3]],
    output: [4, 2],
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
  },
  {
    name: "KernelRidge",
    make: (dtype) => filled(new KernelRidge(3, 2, 5, { dtype, gamma: 0.4 })),
    inputs: [[4, 3]],
    output: [4, 2],
    wrong: { inputs: [[4, 2]], message: "KernelRidge: expected input [n, 3], got [4, 2]" },
    multiplyAdds: 4 * 5 * (3 + 2),
  },
  {
    name: "PiecewiseLinear",
    make: (dtype) => filled(new PiecewiseLinear([1, 3, 2], { dtype })),
    inputs: [[4, 3]],
    output: [4, 6],
    wrong: { inputs: [[4, 6]], message: "PiecewiseLinear: expected input [n, 3], got [4, 6]" },
  },
  {
    name: "PatchFeatures",
    make: (dtype) => filled(new PatchFeatures(2, 3, { dtype, size: 2, pool: 2, threshold: 0.1 })),
    inputs: [[2, 2, 5, 6]],
    output: [2, 3, 2, 2],
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
    wrong: { inputs: [[6, 7]], message: "Scattering: expected input [n, c, h, w], got [6, 7]" },
  },
];
