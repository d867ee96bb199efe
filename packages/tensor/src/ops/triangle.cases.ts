import type { OpCases, OracleArray } from "./caseTypes.js";

const of = (name: string, keeps: (row: number, column: number, diagonal: number) => boolean): OpCases => ({
  name,
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [3, 3] }] },
    { inputs: [{ shape: [2, 4] }], arguments: [1] },
    { inputs: [{ shape: [4, 2] }], arguments: [-1] },
    { inputs: [{ shape: [2, 3, 3] }] },
    { inputs: [{ shape: [0, 3, 3] }] },
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: ([x]: readonly OracleArray[], diagonal = 0) => {
    const [rows, columns] = x!.shape.slice(-2) as [number, number];
    return {
      shape: x!.shape,
      data: Array.from(x!.data, (value, i) =>
        keeps(Math.floor(i / columns) % rows, i % columns, diagonal) ? value : 0,
      ),
    };
  },
});

export const triangleCases: readonly OpCases[] = [
  of("tril", (row, column, diagonal) => column - row <= diagonal),
  of("triu", (row, column, diagonal) => column - row >= diagonal),
];
