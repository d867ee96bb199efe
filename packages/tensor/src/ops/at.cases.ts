import type { OpCases, OracleArray } from "./caseTypes.js";
import { pick } from "./slice.cases.js";

export const atCases: OpCases = {
  name: "at",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [4] }], arguments: [2] },
    { inputs: [{ shape: [4, 3] }], arguments: [-1] },
    { inputs: [{ shape: [4, 3] }], arguments: [null, 0] },
    { inputs: [{ shape: [2, 3, 4] }], arguments: [1, null, -2] },
    { inputs: [{ shape: [2, 3, 4] }], arguments: [1, 2, 3] },
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: ([x]: readonly OracleArray[], ...indices: (number | null)[]) => {
    const along = x!.shape.map((n, axis) => {
      const index = indices[axis];
      return typeof index === "number" ? [(index + n) % n] : Array.from({ length: n }, (_, i) => i);
    });
    const { data } = pick(x!, along);
    return { shape: x!.shape.filter((_, axis) => typeof indices[axis] !== "number"), data };
  },
};
