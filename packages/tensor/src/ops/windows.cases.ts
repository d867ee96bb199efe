import type { OpCases, OracleArray } from "./caseTypes.js";

interface Options {
  step?: number;
  dilation?: number;
}

const product = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** For every window and element of it, in the order of the result: its place in the array that they slide over. */
function places(shape: readonly number[], axis: number, length: number, options: Options): number[] {
  const { step = 1, dilation = 1 } = options;
  const n = shape[axis]!;
  const inner = product(shape.slice(axis + 1));
  const list: number[] = [];
  for (let outer = 0; outer < product(shape.slice(0, axis)); outer++) {
    for (let start = 0; start + dilation * (length - 1) < n; start += step) {
      for (let i = 0; i < inner; i++) {
        for (let k = 0; k < length; k++) list.push((outer * n + start + k * dilation) * inner + i);
      }
    }
  }
  return list;
}

export const windowsCases: readonly OpCases[] = [
  {
    name: "windows",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      { inputs: [{ shape: [5] }], arguments: [0, 2] },
      { inputs: [{ shape: [7] }], arguments: [-1, 3, { step: 2 }] },
      { inputs: [{ shape: [7, 2] }], arguments: [0, 3, { dilation: 2 }] },
      { inputs: [{ shape: [2, 6, 3] }], arguments: [1, 2, { step: 3, dilation: 2 }] },
      { inputs: [{ shape: [2] }], arguments: [0, 3], label: "none fits" },
      { inputs: [{ shape: [0, 4] }], arguments: [1, 2] },
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x]: readonly OracleArray[], axis: number, length: number, options: Options = {}) => {
      const at = axis < 0 ? axis + x!.shape.length : axis;
      const { step = 1, dilation = 1 } = options;
      let count = 0;
      for (let s = 0; s + dilation * (length - 1) < x!.shape[at]!; s += step) count++;
      return {
        shape: [...x!.shape.map((n, a) => (a === at ? count : n)), length],
        data: places(x!.shape, at, length, options).map((place) => x!.data[place]!),
      };
    },
  },
  {
    name: "fold",
    dtypes: ["float32", "float64", "int32"],
    cases: [
      { inputs: [{ shape: [4, 2] }], arguments: [0, 5] },
      { inputs: [{ shape: [3, 3] }], arguments: [0, 7, { step: 2 }] },
      { inputs: [{ shape: [3, 2, 3] }], arguments: [0, 7, { dilation: 2 }] },
      { inputs: [{ shape: [2, 2, 3, 2] }], arguments: [1, 6, { step: 3, dilation: 2 }] },
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle: ([x]: readonly OracleArray[], axis: number, n: number, options: Options = {}) => {
      const shape = x!.shape.slice(0, -1).map((length, a) => (a === axis ? n : length));
      const data = new Array<number>(product(shape)).fill(0);
      places(shape, axis, x!.shape.at(-1)!, options).forEach((place, i) => {
        data[place]! += x!.data[i]!;
      });
      return { shape, data };
    },
  },
];
