import type { OpCases, OracleArray } from "./caseTypes.js";

export const oneHotCases: OpCases = {
  name: "oneHot",
  dtypes: ["int32", "uint8"],
  cases: [
    { inputs: [{ shape: [4], values: [0, 2, 1, 2] }], arguments: [3] },
    { inputs: [{ shape: [], values: [1] }], arguments: [2] },
    { inputs: [{ shape: [2, 2], values: [3, 0, 1, 3] }], arguments: [4, "int32"] },
    { inputs: [{ shape: [0] }], arguments: [3] },
  ],
  differentiable: [],
  oracle: ([labels]: readonly OracleArray[], classes: number) => ({
    shape: [...labels!.shape, classes],
    data: Array.from(labels!.data).flatMap((label) =>
      Array.from({ length: classes }, (_, i) => (i === label ? 1 : 0)),
    ),
  }),
};
