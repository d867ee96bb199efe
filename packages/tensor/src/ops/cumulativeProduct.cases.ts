import type { OpCases } from "./caseTypes.js";
import { laneOracle } from "./lanes.cases.js";

interface Options {
  axis?: number;
  reverse?: boolean;
  exclusive?: boolean;
}

export const cumulativeProductCases: OpCases = {
  name: "cumulativeProduct",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [7] }] },
    { inputs: [{ shape: [3, 5] }], arguments: [{ axis: 0, reverse: true }] },
    { inputs: [{ shape: [2, 4, 3] }], arguments: [{ axis: 1, exclusive: true }] },
    { inputs: [{ shape: [6] }], arguments: [{ reverse: true, exclusive: true }] },
    { inputs: [{ shape: [5], values: [2, 0, 3, 0, 4] }], label: "zeros" },
    { inputs: [{ shape: [2, 0] }] },
  ],
  ulp: 32,
  oracleUlp: 32,
  oracle: laneOracle(
    (lane, { reverse = false, exclusive = false }: Options = {}) =>
      lane.map((_, k) =>
        lane.reduce((total, x, i) => {
          const before = reverse ? i > k : i < k;
          return before || (i === k && !exclusive) ? total * x : total;
        }, 1),
      ),
    ({ axis = -1 }: Options = {}) => axis,
  ),
};
