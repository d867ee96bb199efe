import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

const dtypes = ["float32", "float64", "int32", "uint8", "bool"] as const;
const indices = (shape: readonly number[], values: readonly number[]) => ({
  shape,
  values,
  dtype: "int32" as const,
});
const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** The row-major coordinates of every element. */
function coordinates(shape: readonly number[]): number[][] {
  let list: number[][] = [[]];
  for (const n of shape) list = list.flatMap((c) => Array.from({ length: n }, (_, i) => [...c, i]));
  return list;
}

function place(shape: readonly number[], coordinate: readonly number[]): number {
  return coordinate.reduce((at, i, axis) => at * shape[axis]! + i, 0);
}

function gathered(x: OracleArray, indices: OracleArray, axis: number): OracleArray {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const rank = indices.shape.length;
  const shape = [...x.shape.slice(0, at), ...indices.shape, ...x.shape.slice(at + 1)];
  const data = coordinates(shape).map((c) => {
    const index = indices.data[place(indices.shape, c.slice(at, at + rank))]!;
    const source = [...c.slice(0, at), index < 0 ? index + x.shape[at]! : index, ...c.slice(at + rank)];
    return x.data[place(x.shape, source)]!;
  });
  return { shape, data };
}

function added(x: OracleArray, indices: OracleArray, shape: readonly number[], axis: number): OracleArray {
  const at = axis < 0 ? axis + shape.length : axis;
  const rank = indices.shape.length;
  const data = new Array<number>(product(shape)).fill(0);
  coordinates(x.shape).forEach((c, i) => {
    const index = indices.data[place(indices.shape, c.slice(at, at + rank))]!;
    const target = [...c.slice(0, at), index < 0 ? index + shape[at]! : index, ...c.slice(at + rank)];
    data[place(shape, target)]! += x.data[i]!;
  });
  return { shape, data };
}

function taken(x: OracleArray, indices: OracleArray, axis: number): OracleArray {
  const at = axis < 0 ? axis + x.shape.length : axis;
  const data = coordinates(indices.shape).map((c, i) => {
    const index = indices.data[i]!;
    const source = c.map((k, a) => (a !== at ? k : index < 0 ? index + x.shape[at]! : index));
    return x.data[place(x.shape, source)]!;
  });
  return { shape: indices.shape, data };
}

function addedAlong(
  x: OracleArray,
  indices: OracleArray,
  shape: readonly number[],
  axis: number,
): OracleArray {
  const at = axis < 0 ? axis + shape.length : axis;
  const data = new Array<number>(product(shape)).fill(0);
  coordinates(x.shape).forEach((c, i) => {
    const index = indices.data[i]!;
    const target = c.map((k, a) => (a !== at ? k : index < 0 ? index + shape[at]! : index));
    data[place(shape, target)]! += x.data[i]!;
  });
  return { shape, data };
}

const gatherCase = (shape: readonly number[], by: OpCase["inputs"][number], axis?: number): OpCase => ({
  inputs: [{ shape }, by],
  ...(axis === undefined ? {} : { arguments: [axis] }),
});

export const gatherCases: readonly OpCases[] = [
  {
    name: "gather",
    dtypes,
    cases: [
      gatherCase([5], indices([3], [4, 0, 4])),
      gatherCase([4, 3], indices([2], [3, -1])),
      gatherCase([4, 3], indices([], [2])),
      gatherCase([2, 4, 3], indices([2, 2], [0, 3, 1, 1]), 1),
      gatherCase([2, 3], indices([4], [2, 1, 0, 2]), -1),
      gatherCase([3, 2], indices([0], [])),
      gatherCase([3, 0], indices([2], [1, 2])),
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x, by]: readonly OracleArray[], axis = 0) => gathered(x!, by!, axis),
  },
  {
    name: "scatterAdd",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      { inputs: [{ shape: [3] }, indices([3], [4, 0, 4])], arguments: [[5]] },
      { inputs: [{ shape: [2, 3] }, indices([2], [1, -1])], arguments: [[4, 3]] },
      { inputs: [{ shape: [2, 2, 2, 3] }, indices([2, 2], [0, 3, 1, 1])], arguments: [[2, 4, 3], 1] },
      { inputs: [{ shape: [0, 2] }, indices([0], [])], arguments: [[3, 2]] },
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x, by]: readonly OracleArray[], shape: readonly number[], axis = 0) =>
      added(x!, by!, shape, axis),
  },
  {
    name: "gatherAlong",
    dtypes,
    cases: [
      gatherCase([5], indices([3], [4, 0, 4])),
      gatherCase([2, 4], indices([2, 3], [3, -1, 0, 1, 1, 2])),
      gatherCase([3, 2], indices([2, 2], [2, 0, 1, 1]), 0),
      gatherCase([2, 3, 2], indices([2, 1, 2], [2, 0, -3, 1]), 1),
      gatherCase([2, 3], indices([2, 0], [])),
      gatherCase([0, 3], indices([0, 2], [])),
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x, by]: readonly OracleArray[], axis = -1) => taken(x!, by!, axis),
  },
  {
    name: "scatterAddAlong",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      { inputs: [{ shape: [3] }, indices([3], [4, 0, 4])], arguments: [[5]] },
      { inputs: [{ shape: [2, 3] }, indices([2, 3], [3, -1, 0, 1, 1, 2])], arguments: [[2, 4]] },
      { inputs: [{ shape: [2, 2] }, indices([2, 2], [2, 0, 1, 1])], arguments: [[3, 2], 0] },
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x, by]: readonly OracleArray[], shape: readonly number[], axis = -1) =>
      addedAlong(x!, by!, shape, axis),
  },
];
