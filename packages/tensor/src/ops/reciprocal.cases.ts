import type { OpCases } from "./caseTypes.js";

export const reciprocalCases: OpCases = {
  name: "reciprocal",
  elementwise: { arity: 1 },
  domain: [0.5, 3],
  oracle: (x: number) => 1 / x,
};
