import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

const condition = (shape: readonly number[]) => ({ shape, dtype: "bool" as const, range: [0, 1] as const });

const cases: readonly OpCase[] = [
  { inputs: [condition([]), { shape: [] }, { shape: [] }] },
  { inputs: [condition([3, 5]), { shape: [3, 5] }, { shape: [3, 5] }] },
  { inputs: [condition([3, 1]), { shape: [5] }, { shape: [] }] },
  { inputs: [condition([5]), { shape: [2, 1, 5] }, { shape: [3, 1] }] },
  { inputs: [condition([0, 5]), { shape: [0, 5] }, { shape: [5] }] },
  {
    inputs: [
      { shape: [4], values: [1, 0, 1, 0], dtype: "bool" },
      { shape: [4], values: [1, Number.NaN, 2, Number.POSITIVE_INFINITY] },
      { shape: [4], values: [Number.NaN, 3, Number.NEGATIVE_INFINITY, 4] },
    ],
    label: "NaN and infinities on the other side",
  },
];

/** Reads an array at an index of a larger shape. */
function broadcastAt(x: OracleArray, index: readonly number[]): number {
  let at = 0;
  x.shape.forEach((n, axis) => {
    at = at * n + (n === 1 ? 0 : index[index.length - x.shape.length + axis]!);
  });
  return x.data[at]!;
}

function oracle(inputs: readonly OracleArray[]): OracleArray {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const shape = Array.from({ length: rank }, (_, axis) => {
    const lengths = inputs.map((input) => input.shape[axis - rank + input.shape.length] ?? 1);
    return lengths.find((n) => n !== 1) ?? 1;
  });
  const data: number[] = [];
  const visit = (index: number[]): void => {
    if (index.length < rank) {
      for (let i = 0; i < shape[index.length]!; i++) visit([...index, i]);
      return;
    }
    const [c, a, b] = inputs.map((input) => broadcastAt(input, index));
    data.push(c! !== 0 ? a! : b!);
  };
  visit([]);
  return { shape, data };
}

export const whereCases: OpCases = {
  name: "where",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases,
  differentiable: [1, 2],
  secondDerivative: false,
  reason: "the condition is read as true or false, and the rest is linear",
  oracle,
};
