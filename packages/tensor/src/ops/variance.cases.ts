import type { OpCase, OpCases } from "./caseTypes.js";
import { emptyReductionCases, reduceOracle, reductionCases } from "./reduction.cases.js";

const varied = reductionCases.filter(
  ({ inputs, label }) => inputs[0]!.shape.length > 0 && label !== "no axes",
);
const several = varied.filter(({ inputs }) => !inputs[0]!.shape.slice(1).includes(1));
const corrected: readonly OpCase[] = [
  { inputs: [{ shape: [7] }], arguments: [{ correction: 1 }] },
  { inputs: [{ shape: [3, 5] }], arguments: [{ axes: 0, correction: 1 }] },
];

function variance(values: number[], correction: number): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - correction);
}

const uncorrected = reduceOracle((values) => variance(values, 0));
const unbiased = reduceOracle((values) => variance(values, 1));
const deviation = reduceOracle((values) => Math.sqrt(variance(values, 0)));
const common = { ulp: 16, oracleUlp: 64 };

export const varianceCases: readonly OpCases[] = [
  {
    ...common,
    name: "variance",
    dtypes: ["float32", "float64", "int32", "uint8"],
    cases: [...varied, ...emptyReductionCases],
    oracle: uncorrected,
  },
  { ...common, name: "variance", cases: corrected, oracle: unbiased },
  { ...common, name: "standardDeviation", cases: several, oracle: deviation },
];
