import type { OpCases } from "./caseTypes.js";

export const softplusCases: OpCases = {
  name: "softplus",
  elementwise: { arity: 1 },
  domain: [-5, 5],
  oracle: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};
