import type { OpCases, OracleArray } from "./caseTypes.js";

/** By columns, each then subtracted from what is left of the matrix: not the order in which the op does it. */
function cholesky([a]: readonly OracleArray[]): OracleArray {
  const n = a!.shape.at(-1)!;
  const data = new Array<number>(a!.data.length).fill(0);
  for (let start = 0; start < data.length; start += n * n) {
    const rest = Array.from({ length: n * n }, (_, i) => {
      const [row, column] = [Math.floor(i / n), i % n];
      return (a!.data[start + i]! + a!.data[start + column * n + row]!) / 2;
    });
    for (let j = 0; j < n; j++) {
      const pivot = Math.sqrt(rest[j * n + j]!);
      for (let i = j; i < n; i++) data[start + i * n + j] = rest[i * n + j]! / pivot;
      for (let i = j; i < n; i++) {
        for (let k = j; k < n; k++) {
          rest[i * n + k]! -= data[start + i * n + j]! * data[start + k * n + j]!;
        }
      }
    }
  }
  return { shape: a!.shape, data };
}

/** Gauss-Jordan elimination on the triangle as a full matrix. */
function solve(
  [a, b]: readonly OracleArray[],
  options: { lower?: boolean; transpose?: boolean } = {},
): OracleArray {
  const { lower = true, transpose = false } = options;
  const n = a!.shape.at(-1)!;
  const k = b!.shape.at(-1)!;
  const count = Math.max(a!.data.length / (n * n), b!.data.length / (n * k));
  const data: number[] = [];
  for (let m = 0; m < count; m++) {
    const aStart = a!.data.length === n * n ? 0 : m * n * n;
    const bStart = b!.data.length === n * k ? 0 : m * n * k;
    const rows = Array.from({ length: n }, (_, i) => [
      ...Array.from({ length: n }, (_, j) => {
        const [row, column] = transpose ? [j, i] : [i, j];
        const kept = lower ? column <= row : column >= row;
        return kept ? a!.data[aStart + row * n + column]! : 0;
      }),
      ...Array.from({ length: k }, (_, j) => b!.data[bStart + i * k + j]!),
    ]);
    for (let i = 0; i < n; i++) {
      rows[i] = rows[i]!.map((value) => value / rows[i]![i]!);
      for (let j = 0; j < n; j++) {
        if (j === i) continue;
        const factor = rows[j]![i]!;
        rows[j] = rows[j]!.map((value, c) => value - factor * rows[i]![c]!);
      }
    }
    data.push(...rows.flatMap((row) => row.slice(n)));
  }
  const batch = a!.shape.length > b!.shape.length ? a!.shape.slice(0, -2) : b!.shape.slice(0, -2);
  return { shape: [...batch, n, k], data };
}

const a = { shape: [3, 3], values: [2, 0.5, -1, 0.25, 1.5, 0.75, -0.5, 1, -2.5] };
const b = { shape: [3, 2] };
const batch = {
  shape: [2, 2, 2],
  values: [1.5, 0.25, -0.75, 2, -1, 0.5, 1.25, 3],
};

export const choleskyCases: readonly OpCases[] = [
  {
    name: "cholesky",
    cases: [
      { inputs: [{ shape: [1, 1], values: [4] }] },
      { inputs: [{ shape: [3, 3], values: [4, 1, -1, 1, 3, 0.5, -1, 0.5, 2] }] },
      { inputs: [{ shape: [2, 2, 2], values: [2, 0.5, 0.5, 1, 3, -1, -1, 2] }] },
      { inputs: [{ shape: [2, 2], values: [2, 0.75, 0.25, 1] }], label: "the symmetric part" },
      { inputs: [{ shape: [0, 2, 2] }] },
      { inputs: [{ shape: [0, 0] }] },
    ],
    ulp: 32,
    oracleUlp: 64,
    oracle: cholesky,
  },
  {
    name: "triangularSolve",
    cases: [
      { inputs: [a, b] },
      { inputs: [a, b], arguments: [{ lower: false }] },
      { inputs: [a, b], arguments: [{ transpose: true }] },
      { inputs: [a, b], arguments: [{ lower: false, transpose: true }] },
      { inputs: [batch, { shape: [2, 2, 1] }] },
      { inputs: [batch, { shape: [2, 3] }], label: "one right side for all" },
    ],
    ulp: 64,
    oracleUlp: 256,
    oracle: solve,
  },
];
