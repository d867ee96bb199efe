import type { OpCases } from "./caseTypes.js";

export const subCases: OpCases = {
  name: "sub",
  elementwise: { arity: 2 },
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  oracle: (x: number, y: number) => x - y,
};
