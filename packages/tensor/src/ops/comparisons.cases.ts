import type { OpCases } from "./caseTypes.js";

const common = {
  elementwise: { arity: 2 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  differentiable: [],
  reason: "true or false has no slope",
} as const;

export const comparisonCases: readonly OpCases[] = [
  { ...common, name: "equal", oracle: (x: number, y: number) => Number(x === y) },
  { ...common, name: "notEqual", oracle: (x: number, y: number) => Number(x !== y) },
  { ...common, name: "less", oracle: (x: number, y: number) => Number(x < y) },
  { ...common, name: "lessEqual", oracle: (x: number, y: number) => Number(x <= y) },
  { ...common, name: "greater", oracle: (x: number, y: number) => Number(x > y) },
  { ...common, name: "greaterEqual", oracle: (x: number, y: number) => Number(x >= y) },
  {
    name: "lessEqual",
    cases: [
      {
        inputs: [
          { shape: [2], values: [1, 2] },
          { shape: [2, 2], values: [1, 1, 2, 2] },
        ],
        label: "equal values",
      },
    ],
    differentiable: [],
    reason: "true or false has no slope",
    oracle: () => ({ shape: [2, 2], data: [1, 0, 1, 1] }),
  },
];
