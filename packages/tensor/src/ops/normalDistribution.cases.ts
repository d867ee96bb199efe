import type { OpCases } from "./caseTypes.js";
import { erfcOracle } from "./specialFunctions.cases.js";

export const normalDistributionCases: readonly OpCases[] = [
  {
    name: "normalPdf",
    elementwise: { arity: 1 },
    oracleUlp: 64,
    oracle: (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI),
  },
  {
    name: "normalCdf",
    elementwise: { arity: 1 },
    oracleUlp: 64,
    oracle: (x: number) => erfcOracle(-x / Math.SQRT2) / 2,
  },
];
