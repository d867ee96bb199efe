import type { OpCase, OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

const euclidean = reduceOracle((values) => Math.sqrt(values.reduce((a, x) => a + x * x, 0)));
const absolute = reduceOracle((values) => values.reduce((a, x) => a + Math.abs(x), 0));
const largest = reduceOracle((values) => Math.max(...values.map(Math.abs)));
const withOrder = (order: number): readonly OpCase[] => [
  { inputs: [{ shape: [7], distinct: true }], arguments: [{ order }] },
  { inputs: [{ shape: [3, 5], distinct: true }], arguments: [{ order, axes: 1, keepDims: true }] },
];

export const normCases: readonly OpCases[] = [
  {
    name: "norm",
    cases: reductionCases.filter(({ label }) => label !== "no axes"),
    domain: [0.2, 2],
    ulp: 8,
    oracle: euclidean,
  },
  { name: "norm", cases: emptyReductionCases, oracle: euclidean },
  {
    name: "norm",
    cases: withOrder(1),
    kinks: [0],
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: absolute,
  },
  {
    name: "norm",
    cases: withOrder(Number.POSITIVE_INFINITY),
    domain: [0.1, 3],
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: largest,
  },
];
