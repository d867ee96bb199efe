import type { OpCase, OpCases } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";

const axisOf = (axis = -1) => axis;
const cases: readonly OpCase[] = [
  { inputs: [{ shape: [5] }] },
  { inputs: [{ shape: [1] }] },
  { inputs: [{ shape: [3, 4] }] },
  { inputs: [{ shape: [3, 4] }], arguments: [0] },
  { inputs: [{ shape: [2, 3, 4] }], arguments: [1] },
  { inputs: [{ shape: [0, 4] }], label: "a batch of no rows" },
  { inputs: [{ shape: [3, 0] }], label: "no classes" },
  { inputs: [{ shape: [3], values: [1e4, -1e4, 9999] }], label: "large logits" },
];
const extreme: readonly OpCase[] = [
  { inputs: [{ shape: [3], values: [0, Number.NEGATIVE_INFINITY, 1] }], label: "-Infinity" },
  { inputs: [{ shape: [2, 2], values: [0, Number.NaN, 1, 2] }], label: "NaN" },
];

const softmaxOracle = laneOracle((lane) => {
  const largest = Math.max(...lane);
  const powers = lane.map((x) => Math.exp(x - largest));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((p) => p / total);
}, axisOf);

const logSoftmaxOracle = laneOracle((lane) => {
  const largest = Math.max(...lane);
  const total = lane.reduce((sum, x) => sum + Math.exp(x - largest), 0);
  return lane.map((x) => x - largest - Math.log(total));
}, axisOf);

const of = (name: string, oracle: OpCases["oracle"]): readonly OpCases[] => [
  { name, dtypes: ["float32", "float64", "int32"], cases, ulp: 32, oracleUlp: 128, oracle },
  {
    name,
    cases: extreme,
    differentiable: [],
    reason: "infinities and NaN have no differences",
    ulp: 32,
    oracleUlp: 128,
    oracle,
  },
];

export const softmaxCases: readonly OpCases[] = [
  ...of("softmax", softmaxOracle),
  ...of("logSoftmax", logSoftmaxOracle),
];
