import type { OpCases } from "./caseTypes.js";

const common = {
  elementwise: { arity: 2 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  kinkWhereEqual: true,
  secondDerivative: false,
  reason: "of straight pieces: the second derivative is zero",
} as const;

export const extremaCases: readonly OpCases[] = [
  { ...common, name: "minimum", oracle: (x: number, y: number) => Math.min(x, y) },
  { ...common, name: "maximum", oracle: (x: number, y: number) => Math.max(x, y) },
];
