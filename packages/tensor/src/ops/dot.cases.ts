import type { OpCases, OracleArray } from "./caseTypes.js";

const dtypes = ["float32", "float64", "int32"] as const;

export const dotCases: readonly OpCases[] = [
  {
    name: "dot",
    dtypes,
    cases: [5, 1, 0].map((n) => ({ inputs: [{ shape: [n] }, { shape: [n] }] })),
    oracle: ([x, y]: readonly OracleArray[]) => {
      let total = 0;
      for (let i = 0; i < x!.data.length; i++) total += x!.data[i]! * y!.data[i]!;
      return { shape: [], data: [total] };
    },
  },
  {
    name: "outer",
    dtypes,
    cases: [
      { inputs: [{ shape: [3] }, { shape: [4] }] },
      { inputs: [{ shape: [1] }, { shape: [2] }] },
      { inputs: [{ shape: [0] }, { shape: [2] }] },
    ],
    oracle: ([x, y]: readonly OracleArray[]) => ({
      shape: [x!.data.length, y!.data.length],
      data: Array.from(x!.data).flatMap((a) => Array.from(y!.data, (b) => a * b)),
    }),
  },
];
