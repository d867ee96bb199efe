import type { OpCases } from "./caseTypes.js";

export const hyperbolicCases: readonly OpCases[] = [
  { name: "sinh", elementwise: { arity: 1 }, oracle: (x: number) => Math.sinh(x) },
  { name: "cosh", elementwise: { arity: 1 }, oracle: (x: number) => Math.cosh(x) },
  { name: "tanh", elementwise: { arity: 1 }, oracle: (x: number) => Math.tanh(x) },
];
