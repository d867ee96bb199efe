import type { OpCases, OracleArray } from "./caseTypes.js";

const indices = (shape: readonly number[], values: readonly number[]) => ({
  shape,
  values,
  dtype: "int32" as const,
});

/** x seen as [before, n, after], values as [before, count, after]. */
function replaced(x: OracleArray, by: OracleArray, values: OracleArray, axis: number): OracleArray {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
  const [before, n, after] = [product(x.shape.slice(0, at)), x.shape[at]!, product(x.shape.slice(at + 1))];
  const data = Array.from(x.data);
  const count = product(by.shape);
  for (let i = 0; i < before; i++) {
    for (let k = 0; k < count; k++) {
      const index = by.data[k]! < 0 ? by.data[k]! + n : by.data[k]!;
      for (let j = 0; j < after; j++)
        data[(i * n + index) * after + j] = values.data[(i * count + k) * after + j]!;
    }
  }
  return { shape: x.shape, data };
}

export const scatterCases: OpCases = {
  name: "scatter",
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    { inputs: [{ shape: [5] }, indices([3], [4, 0, 1]), { shape: [3] }] },
    { inputs: [{ shape: [5] }, indices([4], [4, 0, 4, -1]), { shape: [4] }] },
    { inputs: [{ shape: [4, 3] }, indices([2], [3, -2]), { shape: [2, 3] }] },
    { inputs: [{ shape: [4, 3] }, indices([], [2]), { shape: [3] }] },
    {
      inputs: [{ shape: [2, 4, 3] }, indices([2, 2], [0, 3, 1, 1]), { shape: [2, 2, 2, 3] }],
      arguments: [1],
    },
    { inputs: [{ shape: [2, 3] }, indices([2], [2, 0]), { shape: [2, 2] }], arguments: [-1] },
    { inputs: [{ shape: [3, 2] }, indices([0], []), { shape: [0, 2] }] },
  ],
  secondDerivative: false,
  oracle: ([x, by, values]: readonly OracleArray[], axis = 0) => replaced(x!, by!, values!, axis),
};
