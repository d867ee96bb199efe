import type { OpCases } from "./caseTypes.js";

export const divCases: OpCases = {
  name: "div",
  elementwise: { arity: 2 },
  dtypes: ["float32", "float64", "int32", "uint8"],
  domain: [
    [-2, 2],
    [0.5, 2],
  ],
  oracle: (x: number, y: number) => x / y,
};
