import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

interface Options {
  transposeA?: boolean;
  transposeB?: boolean;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The matrices of a batch, each as rows. */
function matrices(x: OracleArray, transposed: boolean): number[][][] {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  return Array.from({ length: product(x.shape.slice(0, -2)) }, (_, matrix) =>
    Array.from({ length: transposed ? columns : rows }, (_, i) =>
      Array.from({ length: transposed ? rows : columns }, (_, j) => {
        const place = transposed ? j * columns + i : i * columns + j;
        return x.data[matrix * rows * columns + place]!;
      }),
    ),
  );
}

/** For each matrix of the broadcast batch, which of the operand's own it is. */
function picks(own: readonly number[], batch: readonly number[]): number[] {
  const padded = [...batch.map(() => 1).slice(own.length), ...own];
  let list = [0];
  batch.forEach((n, axis) => {
    list = list.flatMap((at) =>
      Array.from({ length: n }, (_, i) => at * padded[axis]! + (padded[axis] === 1 ? 0 : i)),
    );
  });
  return list;
}

function matmul([a, b]: readonly OracleArray[], options: Options = {}): OracleArray {
  const left = a!.shape.length === 1 ? { ...a!, shape: [1, ...a!.shape] } : a!;
  const right = b!.shape.length === 1 ? { ...b!, shape: [...b!.shape, 1] } : b!;
  const [x, y] = [matrices(left, options.transposeA ?? false), matrices(right, options.transposeB ?? false)];
  const [xBatch, yBatch] = [left.shape.slice(0, -2), right.shape.slice(0, -2)];
  const rank = Math.max(xBatch.length, yBatch.length);
  const batch = Array.from({ length: rank }, (_, i) => {
    const lengths = [xBatch, yBatch].map((own) => own[own.length - rank + i] ?? 1);
    return lengths.includes(0) ? 0 : Math.max(...lengths);
  });
  const m = left.shape.at(options.transposeA ? -1 : -2)!;
  const n = right.shape.at(options.transposeB ? -2 : -1)!;
  const yPicks = picks(yBatch, batch);
  const data = picks(xBatch, batch).flatMap((pick, i) =>
    Array.from({ length: m * n }, (_, at) =>
      x[pick]![Math.floor(at / n)]!.reduce((sum, value, k) => sum + value * y[yPicks[i]!]![k]![at % n]!, 0),
    ),
  );
  const kept = [...(a!.shape.length > 1 ? [m] : []), ...(b!.shape.length > 1 ? [n] : [])];
  return { shape: [...batch, ...kept], data };
}

const ofShapes = (a: readonly number[], b: readonly number[], options?: Options): OpCase => ({
  inputs: [{ shape: a }, { shape: b }],
  arguments: options ? [options] : [],
});

export const matmulCases: OpCases = {
  name: "matmul",
  dtypes: ["float32", "float64", "int32"],
  cases: [
    ofShapes([1, 1], [1, 1]),
    ofShapes([3, 4], [4, 2]),
    ofShapes([4, 3], [4, 2], { transposeA: true }),
    ofShapes([3, 4], [2, 4], { transposeB: true }),
    ofShapes([4, 3], [2, 4], { transposeA: true, transposeB: true }),
    ofShapes([7, 9], [9, 11]),
    ofShapes([13, 17], [17, 19]),
    ofShapes([13, 6], [17, 6], { transposeB: true }),
    ofShapes([1, 9], [9, 10]),
    ofShapes([10, 9], [9, 1]),
    ofShapes([1, 9], [10, 9], { transposeB: true }),
    ofShapes([5], [5]),
    ofShapes([5], [5, 3]),
    ofShapes([3, 5], [5]),
    ofShapes([2, 3, 5], [5]),
    ofShapes([5], [2, 5, 3]),
    ofShapes([2, 3, 4], [4, 5]),
    ofShapes([2, 4, 3], [4, 5], { transposeA: true }),
    ofShapes([2, 3, 4], [2, 4, 2]),
    ofShapes([2, 1, 3, 4], [3, 2, 4], { transposeB: true }),
    ofShapes([3, 4], [2, 4, 2]),
    ofShapes([2, 2, 7, 5], [2, 2, 5, 8]),
    ofShapes([3, 0], [0, 2]),
    ofShapes([0, 3], [3, 2]),
    ofShapes([0, 3, 4], [4, 2]),
  ],
  terms: ({ inputs, arguments: [options] = [] }) => {
    const { shape } = inputs[0]!;
    return Math.max(1, shape.length > 1 && (options as Options)?.transposeA ? shape.at(-2)! : shape.at(-1)!);
  },
  oracle: matmul,
};
