import type { OpCases, OracleArray } from "./caseTypes.js";
import { pick } from "./slice.cases.js";

export const flipCases: OpCases = {
  name: "flip",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [] }] },
    { inputs: [{ shape: [5] }] },
    { inputs: [{ shape: [3, 4] }], arguments: [0] },
    { inputs: [{ shape: [2, 3, 4] }], arguments: [[-1, 1]] },
    { inputs: [{ shape: [0, 3] }] },
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: ([x]: readonly OracleArray[], axes?: number | number[]) => {
    const rank = x!.shape.length;
    const listed = axes === undefined ? x!.shape.map((_, axis) => axis) : [axes].flat();
    const flipped = listed.map((axis) => (axis + rank) % rank);
    const along = x!.shape.map((n, axis) =>
      Array.from({ length: n }, (_, i) => (flipped.includes(axis) ? n - 1 - i : i)),
    );
    return pick(x!, along);
  },
};
