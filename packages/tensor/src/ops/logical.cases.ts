import type { OpCases } from "./caseTypes.js";

const common = {
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  differentiable: [],
  reason: "true or false has no slope",
} as const;
const binary = { ...common, elementwise: { arity: 2 } } as const;
// NaN isn't 0, and so true.
const truth = (x: number) => x !== 0;

export const logicalCases: readonly OpCases[] = [
  { ...binary, name: "logicalAnd", oracle: (x: number, y: number) => Number(truth(x) && truth(y)) },
  { ...binary, name: "logicalOr", oracle: (x: number, y: number) => Number(truth(x) || truth(y)) },
  { ...binary, name: "logicalXor", oracle: (x: number, y: number) => Number(truth(x) !== truth(y)) },
  { ...common, elementwise: { arity: 1 }, name: "logicalNot", oracle: (x: number) => Number(!truth(x)) },
];
