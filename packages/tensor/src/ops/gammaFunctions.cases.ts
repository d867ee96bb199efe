import type { OpCases } from "./caseTypes.js";
import { mapCases, mapOracle } from "./elementwise.cases.js";
import { digammaOracle, lgammaOracle, polygammaOracle } from "./specialFunctions.cases.js";

// The domains keep away from the zeros, where nothing is exact relative to the value.
export const gammaFunctionCases: readonly OpCases[] = [
  {
    name: "lgamma",
    elementwise: { arity: 1 },
    domain: [2.5, 9],
    specialValues: false,
    ulp: 8,
    oracleUlp: 64,
    oracle: lgammaOracle,
  },
  {
    name: "lgamma",
    cases: mapCases(),
    domain: [0.1, 0.8],
    ulp: 8,
    oracleUlp: 64,
    oracle: mapOracle(lgammaOracle),
  },
  {
    name: "lgamma",
    cases: mapCases(),
    domain: [-0.8, -0.2],
    ulp: 8,
    oracleUlp: 64,
    oracle: mapOracle(lgammaOracle),
  },
  {
    name: "digamma",
    elementwise: { arity: 1 },
    domain: [2, 9],
    specialValues: false,
    ulp: 8,
    oracleUlp: 64,
    oracle: digammaOracle,
  },
  {
    name: "digamma",
    cases: mapCases(),
    domain: [0.1, 1],
    ulp: 8,
    oracleUlp: 64,
    oracle: mapOracle(digammaOracle),
  },
  ...[1, 2, 3].map((order) => ({
    name: "polygamma",
    tensors: "last" as const,
    cases: mapCases(order),
    domain: [0.3, 6] as const,
    ulp: 32,
    oracleUlp: 256,
    oracle: mapOracle((x, n) => polygammaOracle(n, x)),
  })),
];
