import type { OpCases } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";

export const rollCases: OpCases = {
  name: "roll",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [5] }], arguments: [2, 0] },
    { inputs: [{ shape: [5] }], arguments: [-7, 0] },
    { inputs: [{ shape: [3, 4] }], arguments: [1, 0] },
    { inputs: [{ shape: [2, 3, 4] }], arguments: [0, -1] },
    { inputs: [{ shape: [2, 0] }], arguments: [3, 1] },
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: laneOracle(
    (lane, shift: number) =>
      lane.map((_, i) => lane[(((i - shift) % lane.length) + lane.length) % lane.length]!),
    (_, axis: number) => axis,
  ),
};
