import type { OpCases } from "./caseTypes.js";

export const squareCases: OpCases = {
  name: "square",
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  oracle: (x: number) => x ** 2,
};
