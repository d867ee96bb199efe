import type { OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

export const meanCases: OpCases = {
  name: "mean",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [...reductionCases, ...emptyReductionCases],
  oracle: reduceOracle((values) => values.reduce((a, b) => a + b, 0) / values.length),
};
