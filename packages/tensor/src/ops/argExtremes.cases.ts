import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";
import { lanesOf } from "./lanes.cases.js";

const cases: readonly OpCase[] = [
  { inputs: [{ shape: [], distinct: true }] },
  { inputs: [{ shape: [7], distinct: true }] },
  { inputs: [{ shape: [3, 5], distinct: true }] },
  { inputs: [{ shape: [3, 5], distinct: true }], arguments: [{ axis: 0 }] },
  { inputs: [{ shape: [3, 5], distinct: true }], arguments: [{ axis: -1, keepDims: true }] },
  { inputs: [{ shape: [2, 3, 4], distinct: true }], arguments: [{ axis: 1 }] },
  { inputs: [{ shape: [0, 3] }], arguments: [{ axis: 1 }], label: "a batch of no rows" },
  { inputs: [{ shape: [5], values: [1, 3, 3, 0, 0] }], label: "the first wins" },
];
const withNaN: readonly OpCase[] = [
  { inputs: [{ shape: [5], values: [1, Number.NaN, 3, Number.NaN, 0] }], label: "NaN wins" },
];

function oracle(better: (a: number, b: number) => boolean) {
  return ([x]: readonly OracleArray[], options: { axis?: number; keepDims?: boolean } = {}): OracleArray => {
    const whole = options.axis === undefined;
    const source = whole ? { shape: [x!.data.length], data: x!.data } : x!;
    const axis = (options.axis ?? 0) < 0 ? options.axis! + x!.shape.length : (options.axis ?? 0);
    const data = lanesOf(source, axis).map((lane) => {
      const nan = lane.findIndex(Number.isNaN);
      return nan >= 0 ? nan : lane.findIndex((value) => !lane.some((other) => better(other, value)));
    });
    const shape = source.shape.flatMap((n, a) => (a !== axis ? [n] : !whole && options.keepDims ? [1] : []));
    return { shape, data };
  };
}

const argMax = {
  name: "argMax",
  differentiable: [],
  reason: "a place has no slope",
  oracle: oracle((a, b) => a > b),
} as const;
const argMin = {
  name: "argMin",
  differentiable: [],
  reason: "a place has no slope",
  oracle: oracle((a, b) => a < b),
} as const;

export const argExtremesCases: readonly OpCases[] = [argMax, argMin].flatMap((op) => [
  { ...op, dtypes: ["float32", "float64", "int32", "uint8"], cases },
  { ...op, cases: withNaN },
]);
