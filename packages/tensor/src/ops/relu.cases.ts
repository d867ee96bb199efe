import type { OpCases } from "./caseTypes.js";

export const reluCases: OpCases = {
  name: "relu",
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32"],
  kinks: [0],
  secondDerivative: false,
  reason: "of straight pieces: the second derivative is zero",
  oracle: (x: number) => Math.max(x, 0),
};
