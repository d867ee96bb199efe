import type { CaseInput, OpCase, OpCases, OracleArray } from "./caseTypes.js";

const dtypes = ["float32", "float64", "int32", "uint8", "bool"] as const;

const of = (
  shape: readonly number[],
  indices: readonly number[],
  values: readonly number[],
  updates: readonly number[],
  axis?: number,
  dtype: CaseInput["dtype"] = "int32",
): OpCase => ({
  inputs: [{ shape }, { shape: indices, values, dtype }, { shape: updates }],
  ...(axis === undefined ? {} : { arguments: [axis] }),
});

/** The row-major coordinates of every element. */
function coordinates(shape: readonly number[]): number[][] {
  let list: number[][] = [[]];
  for (const n of shape) list = list.flatMap((c) => Array.from({ length: n }, (_, i) => [...c, i]));
  return list;
}

function place(shape: readonly number[], coordinate: readonly number[]): number {
  return coordinate.reduce((at, i, axis) => at * shape[axis]! + i, 0);
}

/** The value at a coordinate of an array that broadcasts: stretched axes are read at 0. */
function read({ shape, data }: OracleArray, coordinate: readonly number[]): number {
  const own = coordinate.slice(coordinate.length - shape.length);
  return data[
    place(
      shape,
      own.map((i, axis) => (shape[axis] === 1 ? 0 : i)),
    )
  ]!;
}

function replaced(
  x: OracleArray,
  updates: OracleArray,
  shape: readonly number[],
  target: (c: number[]) => number[],
) {
  const data = Array.from(x.data);
  for (const c of coordinates(shape)) data[place(x.shape, target(c))] = read(updates, c);
  return { shape: x.shape, data };
}

function slices([x, indices, updates]: readonly OracleArray[], axis = 0): OracleArray {
  const at = axis < 0 ? axis + x!.shape.length : axis;
  const rank = indices!.shape.length;
  const shape = [...x!.shape.slice(0, at), ...indices!.shape, ...x!.shape.slice(at + 1)];
  return replaced(x!, updates!, shape, (c) => {
    const index = indices!.data[place(indices!.shape, c.slice(at, at + rank))]!;
    return [...c.slice(0, at), index < 0 ? index + x!.shape[at]! : index, ...c.slice(at + rank)];
  });
}

function elements([x, indices, updates]: readonly OracleArray[], axis = -1): OracleArray {
  const at = axis < 0 ? axis + x!.shape.length : axis;
  return replaced(x!, updates!, indices!.shape, (c) => {
    const index = indices!.data[place(indices!.shape, c)]!;
    return c.map((i, a) => (a !== at ? i : index < 0 ? index + x!.shape[at]! : index));
  });
}

export const scatterCases: readonly OpCases[] = [
  {
    name: "scatter",
    dtypes,
    cases: [
      of([5], [3], [4, 0, 1], [3]),
      of([5], [3], [4, 0, 4], [3]),
      of([4, 3], [2], [1, -1], [2, 3]),
      of([4, 3], [], [2], [3]),
      of([2, 4, 3], [2, 2], [0, 3, 1, 1], [2, 2, 2, 3], 1),
      of([2, 3], [4], [2, 1, 0, 2], [2, 4], -1),
      of([3, 4], [2], [2, 0], [4], 0, "uint8"),
      of([3, 4], [3], [1, 1, -2], []),
      of([3, 2], [0], [], [0, 2]),
      of([3, 0], [2], [1, 2], [2, 0]),
    ],
    secondDerivative: false,
    reason: "linear in both: the second derivative is zero",
    oracle: slices,
  },
  {
    name: "scatterAlong",
    dtypes,
    cases: [
      of([5], [3], [4, 0, 4], [3]),
      of([2, 4], [2, 3], [3, -1, 0, 1, 1, 2], [2, 3]),
      of([3, 2], [2, 2], [2, 0, 1, 1], [2, 2], 0),
      of([2, 3, 2], [2, 1, 2], [2, 0, -3, 1], [2, 1, 2], 1),
      of([2, 3], [2, 2], [0, 2, 1, 1], [2, 1]),
      of([2, 3], [2, 0], [], [2, 0]),
      of([0, 3], [0, 2], [], [0, 2]),
    ],
    secondDerivative: false,
    reason: "linear in both: the second derivative is zero",
    oracle: elements,
  },
];
