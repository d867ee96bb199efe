import type { OpCases, OracleArray } from "./caseTypes.js";

const common = {
  dtypes: ["float32", "float64", "int32"],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
} as const;

export const diagonalCases: readonly OpCases[] = [
  {
    ...common,
    name: "diagonal",
    cases: [
      { inputs: [{ shape: [3, 3] }] },
      { inputs: [{ shape: [2, 4] }], arguments: [1] },
      { inputs: [{ shape: [4, 2] }], arguments: [-1] },
      { inputs: [{ shape: [2, 3, 3] }] },
      { inputs: [{ shape: [2, 2] }], arguments: [5] },
      { inputs: [{ shape: [0, 3, 3] }] },
    ],
    oracle: ([x]: readonly OracleArray[], offset = 0) => {
      const [rows, columns] = x!.shape.slice(-2) as [number, number];
      const batch = x!.shape.slice(0, -2);
      const data = Array.from(x!.data).filter(
        (_, i) => (i % columns) - (Math.floor(i / columns) % rows) === offset,
      );
      let length = 0;
      for (let row = 0; row < rows; row++) if (row + offset >= 0 && row + offset < columns) length++;
      return { shape: [...batch, length], data };
    },
  },
  {
    ...common,
    name: "diagonalMatrix",
    cases: [{ inputs: [{ shape: [3] }] }, { inputs: [{ shape: [2, 3] }] }, { inputs: [{ shape: [0] }] }],
    oracle: ([x]: readonly OracleArray[]) => {
      const n = x!.shape.at(-1)!;
      return {
        shape: [...x!.shape, n],
        data: Array.from(x!.data).flatMap((value, i) =>
          Array.from({ length: n }, (_, column) => (column === i % n ? value : 0)),
        ),
      };
    },
  },
];
