import type { OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

const infinity = Number.POSITIVE_INFINITY;

const oracle = reduceOracle((values) => {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((a, b) => a + Math.exp(b - largest), 0));
});

export const logSumExpCases: readonly OpCases[] = [
  {
    name: "logSumExp",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      ...reductionCases,
      ...emptyReductionCases,
      { inputs: [{ shape: [3], values: [1000, 999, -1000] }], label: "large" },
      { inputs: [{ shape: [3], values: [-1000, -1001, -1002] }], label: "small" },
    ],
    ulp: 16,
    oracleUlp: 64,
    oracle,
  },
  {
    name: "logSumExp",
    cases: [
      { inputs: [{ shape: [3], values: [1, infinity, 2] }], label: "Infinity" },
      { inputs: [{ shape: [3], values: [1, -infinity, 2] }], label: "-Infinity" },
      { inputs: [{ shape: [2], values: [-infinity, -infinity] }], label: "all -Infinity" },
      { inputs: [{ shape: [2], values: [Number.NaN, 1] }], label: "NaN" },
    ],
    differentiable: [],
    reason: "infinities and NaN have no differences",
    ulp: 16,
    oracleUlp: 64,
    oracle,
  },
];
