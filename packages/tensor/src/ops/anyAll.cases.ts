import type { OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

const common = {
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [...reductionCases, ...emptyReductionCases],
  differentiable: [],
  reason: "true or false has no slope",
} as const;

export const anyAllCases: readonly OpCases[] = [
  { ...common, name: "any", oracle: reduceOracle((values) => Number(values.some((x) => x !== 0))) },
  { ...common, name: "all", oracle: reduceOracle((values) => Number(values.every((x) => x !== 0))) },
];
