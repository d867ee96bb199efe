import type { OpCases } from "./caseTypes.js";
import { erfcOracle, erfinvOracle, erfOracle, normalQuantileOracle } from "./specialFunctions.cases.js";

export const errorFunctionCases: readonly OpCases[] = [
  { name: "erf", elementwise: { arity: 1 }, domain: [-3, 3], oracleUlp: 64, oracle: erfOracle },
  { name: "erfc", elementwise: { arity: 1 }, domain: [-2, 3], oracleUlp: 64, oracle: erfcOracle },
  {
    name: "normalQuantile",
    elementwise: { arity: 1 },
    domain: [0.02, 0.98],
    oracleUlp: 64,
    oracle: normalQuantileOracle,
  },
  {
    name: "erfinv",
    elementwise: { arity: 1 },
    domain: [-0.95, 0.95],
    ulp: 8,
    oracleUlp: 64,
    oracle: erfinvOracle,
  },
];
