import type { OpCases } from "./caseTypes.js";

const common = {
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32"],
  differentiable: [],
  reason: "true or false has no slope",
} as const;

export const finitenessCases: readonly OpCases[] = [
  { ...common, name: "isNaN", oracle: (x: number) => Number(Number.isNaN(x)) },
  { ...common, name: "isFinite", oracle: (x: number) => Number(Number.isFinite(x)) },
  { ...common, name: "isInfinite", oracle: (x: number) => Number(Math.abs(x) === Number.POSITIVE_INFINITY) },
];
