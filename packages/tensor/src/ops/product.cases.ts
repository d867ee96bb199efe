import type { OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

export const productCases: OpCases = {
  name: "product",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    ...reductionCases.filter(({ inputs }) => !inputs[0]!.shape.includes(257)),
    ...emptyReductionCases,
    { inputs: [{ shape: [2, 3], values: [1, 0, 3, 0, 0, 2] }], arguments: [{ axes: 1 }], label: "zeros" },
  ],
  domain: [-1.5, 1.5],
  // Each factor rounds once.
  ulp: 64,
  oracleUlp: 64,
  oracle: reduceOracle((values) => values.reduce((a, b) => a * b, 1)),
};
