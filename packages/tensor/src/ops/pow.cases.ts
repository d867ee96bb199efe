import type { OpCases } from "./caseTypes.js";

export const powCases: OpCases = {
  name: "pow",
  elementwise: { arity: 2 },
  domain: [
    [0.3, 3],
    [-3, 3],
  ],
  oracle: (x: number, y: number) => x ** y,
};
