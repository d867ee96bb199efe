import type { OpCases } from "./caseTypes.js";

export const signCases: OpCases = {
  name: "sign",
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  differentiable: [],
  reason: "constant between its jumps",
  oracle: (x: number) => Math.sign(x),
};
