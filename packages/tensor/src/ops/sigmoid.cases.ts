import type { OpCases } from "./caseTypes.js";

export const sigmoidCases: OpCases = {
  name: "sigmoid",
  elementwise: { arity: 1 },
  domain: [-5, 5],
  oracle: (x: number) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
};
