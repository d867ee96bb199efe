import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

const of = (axis: number, ...shapes: number[][]): OpCase => ({
  inputs: shapes.map((shape) => ({ shape })),
  arguments: [axis],
});

function concatenated(inputs: readonly OracleArray[], axis: number): OracleArray {
  const at = axis < 0 ? axis + inputs[0]!.shape.length : axis;
  const rows = inputs[0]!.shape.slice(0, at).reduce((a, b) => a * b, 1);
  const data: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (const x of inputs) {
      const width = x.data.length / rows;
      for (let i = 0; i < width; i++) data.push(x.data[row * width + i]!);
    }
  }
  const length = inputs.reduce((total, { shape }) => total + shape[at]!, 0);
  return { shape: inputs[0]!.shape.map((n, a) => (a === at ? length : n)), data };
}

function stacked(inputs: readonly OracleArray[], axis: number): OracleArray {
  const rank = inputs[0]!.shape.length + 1;
  const at = axis < 0 ? axis + rank : axis;
  const widened = inputs.map(({ shape, data }) => ({
    shape: [...shape.slice(0, at), 1, ...shape.slice(at)],
    data,
  }));
  return concatenated(widened, at);
}

const common = {
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  tensors: "list",
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
} as const;

export const concatenateCases: readonly OpCases[] = [
  {
    ...common,
    name: "concatenate",
    cases: [
      of(0, [3], [2]),
      of(0, [2, 3], [1, 3], [4, 3]),
      of(1, [2, 3], [2, 1]),
      of(-1, [2, 3, 4], [2, 3, 2]),
      of(1, [2, 0, 3], [2, 2, 3]),
      of(0, [5]),
      of(0, [0, 3], [0, 3]),
    ],
    oracle: concatenated,
  },
  {
    ...common,
    name: "stack",
    cases: [
      of(0, [], []),
      of(0, [3], [3]),
      of(-1, [2, 3], [2, 3], [2, 3]),
      of(1, [2, 3], [2, 3]),
      of(0, [0, 3], [0, 3]),
    ],
    oracle: stacked,
  },
];
