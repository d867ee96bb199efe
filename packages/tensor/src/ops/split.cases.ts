import type { OpCases, OracleArray } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";

const axisOf = (_: unknown, axis = 0) => axis;
const second = (lane: number[], parts: number | number[]) => {
  const lengths = typeof parts === "number" ? new Array<number>(parts).fill(lane.length / parts) : parts;
  return lane.slice(lengths[0]!, lengths[0]! + lengths[1]!);
};

export const splitCases: OpCases = {
  name: "split",
  result: 1,
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [6] }], arguments: [3] },
    { inputs: [{ shape: [6] }], arguments: [[1, 2, 3]] },
    { inputs: [{ shape: [2, 4] }], arguments: [2, 1] },
    { inputs: [{ shape: [3, 5, 2] }], arguments: [[2, 3], -2] },
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: laneOracle(second, axisOf) as (inputs: readonly OracleArray[]) => OracleArray,
};
