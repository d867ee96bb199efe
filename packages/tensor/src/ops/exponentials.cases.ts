import type { OpCases } from "./caseTypes.js";

export const exponentialCases: readonly OpCases[] = [
  {
    name: "exp",
    elementwise: { arity: 1 },
    dtypes: ["float32", "float64", "int32", "bool"],
    oracle: (x: number) => Math.exp(x),
  },
  { name: "expm1", elementwise: { arity: 1 }, oracle: (x: number) => Math.expm1(x) },
];
