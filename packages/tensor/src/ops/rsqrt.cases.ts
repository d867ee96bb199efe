import type { OpCases } from "./caseTypes.js";

export const rsqrtCases: OpCases = {
  name: "rsqrt",
  elementwise: { arity: 1 },
  domain: [0.25, 4],
  oracle: (x: number) => 1 / Math.sqrt(x),
};
