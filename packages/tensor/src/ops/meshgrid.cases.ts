import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

const of = (lengths: readonly number[], indexing?: "xy" | "ij"): OpCase => ({
  inputs: lengths.map((n) => ({ shape: [n] })),
  arguments: indexing ? [{ indexing }] : [],
});

/** The grid of the second vector, by plain loops: two vectors or three. */
function second(
  vectors: readonly OracleArray[],
  { indexing = "xy" }: { indexing?: "xy" | "ij" } = {},
): OracleArray {
  const [a, b, c] = vectors;
  const [na, nb, nc] = [a!.data.length, b!.data.length, c?.data.length ?? 1];
  const [rows, columns] = indexing === "ij" ? [na, nb] : [nb, na];
  const data: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      for (let k = 0; k < nc; k++) data.push(b!.data[indexing === "ij" ? j : i]!);
    }
  }
  return { shape: c ? [rows, columns, nc] : [rows, columns], data };
}

export const meshgridCases: OpCases = {
  name: "meshgrid",
  tensors: "list",
  result: 1,
  dtypes: ["float32", "float64", "int32", "uint8", "bool"],
  cases: [
    of([3, 2]),
    of([3, 2], "xy"),
    of([3, 2], "ij"),
    of([2, 3, 4]),
    of([2, 3, 4], "ij"),
    of([1, 5]),
    of([0, 2]),
  ],
  secondDerivative: false,
  reason: "linear: the second derivative is zero",
  oracle: second,
};
