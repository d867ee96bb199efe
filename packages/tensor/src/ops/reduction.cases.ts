import type { OpCase, OracleArray } from "./caseTypes.js";

/** Calls that every reduction must take: all axes, one, several, from the end, kept, and empty ones. */
export const reductionCases: readonly OpCase[] = [
  { inputs: [{ shape: [] }] },
  { inputs: [{ shape: [7] }] },
  { inputs: [{ shape: [3, 5] }], arguments: [{ axes: 0 }] },
  { inputs: [{ shape: [3, 5] }], arguments: [{ axes: -1 }] },
  { inputs: [{ shape: [3, 5] }], arguments: [{ axes: [0, 1], keepDims: true }] },
  { inputs: [{ shape: [2, 3, 4, 5] }], arguments: [{ axes: [1, 3] }] },
  { inputs: [{ shape: [2, 3, 4, 5] }], arguments: [{ axes: [0, 2], keepDims: true }] },
  { inputs: [{ shape: [3, 5] }], arguments: [{ axes: [] }], label: "no axes" },
  { inputs: [{ shape: [1, 257] }], arguments: [{ axes: 1 }] },
  { inputs: [{ shape: [4, 1, 3] }], arguments: [{ axes: 1 }] },
];

/** Calls with nothing to reduce over, for the reductions that have a value for that. */
export const emptyReductionCases: readonly OpCase[] = [
  { inputs: [{ shape: [0] }] },
  { inputs: [{ shape: [3, 0] }], arguments: [{ axes: 1 }] },
  { inputs: [{ shape: [0, 3] }], arguments: [{ axes: 1 }], label: "a batch of no rows" },
];

interface Options {
  axes?: number | readonly number[];
  keepDims?: boolean;
}

/** An oracle that gathers the values of each result in a list, and reduces the list. */
export function reduceOracle(reduce: (values: number[]) => number) {
  return ([x]: readonly OracleArray[], options: Options = {}): OracleArray => {
    const rank = x!.shape.length;
    const listed = options.axes === undefined ? x!.shape.map((_, axis) => axis) : [options.axes].flat();
    const axes = listed.map((axis) => (axis < 0 ? axis + rank : axis));
    const kept = x!.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
    const lists = Array.from({ length: kept.reduce((a, b) => a * b, 1) }, (): number[] => []);
    for (let i = 0; i < x!.data.length; i++) {
      let at = 0;
      for (let axis = 0, rest = i, size = x!.data.length; axis < rank; axis++) {
        size /= x!.shape[axis]!;
        const index = Math.floor(rest / size);
        rest -= index * size;
        at = at * kept[axis]! + (axes.includes(axis) ? 0 : index);
      }
      lists[at]!.push(x!.data[i]!);
    }
    const shape = options.keepDims ? kept : x!.shape.filter((_, axis) => !axes.includes(axis));
    return { shape, data: lists.map(reduce) };
  };
}
