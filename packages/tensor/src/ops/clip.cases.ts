import type { OpCases } from "./caseTypes.js";

export const clipCases: OpCases = {
  name: "clip",
  elementwise: { arity: 3 },
  dtypes: ["float32", "float64", "int32"],
  domain: [
    [-3, 3],
    [-2, -0.5],
    [0.5, 2],
  ],
  kinkWhereEqual: true,
  secondDerivative: false,
  reason: "of straight pieces: the second derivative is zero",
  oracle: (x: number, low: number, high: number) => Math.min(Math.max(x, low), high),
};
