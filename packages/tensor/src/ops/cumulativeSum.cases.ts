import type { OpCases } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";

interface Options {
  axis?: number;
  reverse?: boolean;
  exclusive?: boolean;
}

export const cumulativeSumCases: OpCases = {
  name: "cumulativeSum",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [7] }] },
    { inputs: [{ shape: [3, 5] }] },
    { inputs: [{ shape: [3, 5] }], arguments: [{ axis: 0, reverse: true }] },
    { inputs: [{ shape: [2, 4, 3] }], arguments: [{ axis: 1, exclusive: true }] },
    { inputs: [{ shape: [6] }], arguments: [{ reverse: true, exclusive: true }] },
    { inputs: [{ shape: [2, 0] }] },
    { inputs: [{ shape: [0, 4] }], label: "a batch of no rows" },
  ],
  oracle: laneOracle(
    (lane, { reverse = false, exclusive = false }: Options = {}) =>
      lane.map((_, k) =>
        lane.reduce((total, x, i) => {
          const before = reverse ? i > k : i < k;
          return before || (i === k && !exclusive) ? total + x : total;
        }, 0),
      ),
    ({ axis = -1 }: Options = {}) => axis,
  ),
};
