import type { OpCases } from "./caseTypes.js";

export const siluCases: OpCases = {
  name: "silu",
  elementwise: { arity: 1 },
  domain: [-4, 4],
  oracle: (x: number) => (x < 0 ? x * (Math.exp(x) / (1 + Math.exp(x))) : x / (1 + Math.exp(-x))),
};
