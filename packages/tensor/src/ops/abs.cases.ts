import type { OpCases } from "./caseTypes.js";

export const absCases: OpCases = {
  name: "abs",
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  kinks: [0],
  secondDerivative: false,
  reason: "of straight pieces: the second derivative is zero",
  oracle: (x: number) => Math.abs(x),
};
