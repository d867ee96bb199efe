import type { OpCase, OpCases } from "./caseTypes.js";
import { reduceOracle, reductionCases } from "./reduction.cases.js";

const distinct: readonly OpCase[] = reductionCases.map((c) => ({
  ...c,
  inputs: c.inputs.map((input) => ({ ...input, distinct: true })),
}));

const special: readonly OpCase[] = [
  { inputs: [{ shape: [3], values: [1, Number.NaN, 2] }], label: "NaN" },
  {
    inputs: [{ shape: [2], values: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] }],
    label: "infinities",
  },
];

export const extremesCases: readonly OpCases[] = [
  {
    name: "max",
    dtypes: ["float32", "float64", "int32", "uint8", "bool"],
    cases: distinct,
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: reduceOracle((values) => Math.max(...values)),
  },
  {
    name: "min",
    dtypes: ["float32", "float64", "int32", "uint8", "bool"],
    cases: distinct,
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: reduceOracle((values) => Math.min(...values)),
  },
  {
    name: "max",
    cases: special,
    differentiable: [],
    reason: "infinities and NaN have no differences",
    oracle: reduceOracle((values) => Math.max(...values)),
  },
  {
    name: "min",
    cases: special,
    differentiable: [],
    reason: "infinities and NaN have no differences",
    oracle: reduceOracle((values) => Math.min(...values)),
  },
];
