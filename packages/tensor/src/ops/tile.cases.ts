import type { OpCases, OracleArray } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";
import { pick } from "./slice.cases.js";

const common = {
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
} as const;

export const tileCases: readonly OpCases[] = [
  {
    ...common,
    name: "tile",
    cases: [
      { inputs: [{ shape: [] }], arguments: [[3]] },
      { inputs: [{ shape: [3] }], arguments: [[2]] },
      { inputs: [{ shape: [2, 3] }], arguments: [[2]] },
      { inputs: [{ shape: [2, 3] }], arguments: [[3, 1, 2]] },
      { inputs: [{ shape: [0, 3] }], arguments: [[2, 2]] },
    ],
    oracle: ([x]: readonly OracleArray[], counts: readonly number[]) => {
      const rank = Math.max(x!.shape.length, counts.length);
      const shape = [...new Array<number>(rank - x!.shape.length).fill(1), ...x!.shape];
      const times = [...new Array<number>(rank - counts.length).fill(1), ...counts];
      const along = shape.map((n, axis) => Array.from({ length: n * times[axis]! }, (_, i) => i % n));
      return pick({ shape, data: x!.data }, along);
    },
  },
  {
    ...common,
    name: "repeat",
    cases: [
      { inputs: [{ shape: [3] }], arguments: [2, 0] },
      { inputs: [{ shape: [2, 3] }], arguments: [3, 0] },
      { inputs: [{ shape: [2, 3, 2] }], arguments: [2, -2] },
    ],
    oracle: laneOracle(
      (lane, count: number) => lane.flatMap((x) => new Array<number>(count).fill(x)),
      (_, axis: number) => axis,
    ),
  },
];
