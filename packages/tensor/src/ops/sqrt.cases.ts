import type { OpCases } from "./caseTypes.js";

export const sqrtCases: OpCases = {
  name: "sqrt",
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32"],
  domain: [0.25, 4],
  oracle: (x: number) => Math.sqrt(x),
};
