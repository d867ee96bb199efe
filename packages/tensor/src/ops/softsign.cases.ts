import type { OpCases } from "./caseTypes.js";

export const softsignCases: OpCases = {
  name: "softsign",
  elementwise: { arity: 1 },
  kinks: [0],
  oracle: (x: number) => x / (1 + Math.abs(x)),
};
