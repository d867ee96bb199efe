import type { OpCases } from "./caseTypes.js";

export const logarithmCases: readonly OpCases[] = [
  { name: "log", elementwise: { arity: 1 }, domain: [0.2, 5], oracle: (x: number) => Math.log(x) },
  { name: "log1p", elementwise: { arity: 1 }, domain: [-0.7, 4], oracle: (x: number) => Math.log1p(x) },
  { name: "log2", elementwise: { arity: 1 }, domain: [0.2, 5], oracle: (x: number) => Math.log2(x) },
  { name: "log10", elementwise: { arity: 1 }, domain: [0.2, 5], oracle: (x: number) => Math.log10(x) },
];
