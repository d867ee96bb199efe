import type { OpCase, OpCases, OracleArray } from "./caseTypes.js";

type Target = "float32" | "float64" | "int32" | "uint8" | "bool";

/** Truncated, NaN as 0, what is too large as the nearest limit of int32. */
function whole(x: number): number {
  return Number.isNaN(x) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x)));
}

const oracle = ([x]: readonly OracleArray[], dtype?: Target): OracleArray => ({
  shape: x!.shape,
  data: Array.from(x!.data, (value) => {
    if (dtype === "bool") return Number(value !== 0);
    if (dtype === "int32") return whole(value);
    return dtype === "uint8" ? whole(value) & 255 : value;
  }),
});

const to = (...dtypes: readonly Target[]): OpCase[] =>
  dtypes.flatMap((dtype) => [
    { inputs: [{ shape: [] }], arguments: [dtype] },
    { inputs: [{ shape: [2, 3] }], arguments: [dtype] },
    { inputs: [{ shape: [0, 3] }], arguments: [dtype] },
  ]);

const hard = [0, -0, 0.5, -1.7, 300.25, -2.5, 1e5, -3e9, 4e9, Infinity, -Infinity, Number.NaN];

export const castCases: readonly OpCases[] = [
  {
    name: "cast",
    dtypes: ["float32", "float64", "int32", "uint8", "bool"],
    cases: to("int32", "uint8", "bool"),
    domain: [-20, 20],
    differentiable: [],
    reason: "whole numbers and truth values have no slope",
    oracle,
  },
  {
    name: "cast",
    cases: (["int32", "uint8", "bool"] as const).map((dtype) => ({
      inputs: [{ shape: [hard.length], values: hard }],
      arguments: [dtype],
      label: "beyond the limits",
    })),
    differentiable: [],
    reason: "whole numbers and truth values have no slope",
    oracle,
  },
  {
    name: "cast",
    dtypes: ["float32", "int32", "uint8", "bool"],
    cases: to("float32"),
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle,
  },
  {
    name: "cast",
    dtypes: ["float64"],
    cases: [
      ...to("float64"),
      ...(["int32", "uint8", "bool"] as const).map((dtype) => ({
        inputs: [{ shape: [2, 3], dtype }],
        arguments: ["float64"],
      })),
    ],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle,
  },
  {
    name: "cast",
    dtypes: ["float64"],
    cases: [...to("float32"), { inputs: [{ shape: [2, 3], dtype: "float32" }], arguments: ["float64"] }],
    differentiable: [],
    reason: "differences of values rounded to float32 are too coarse",
    oracle,
  },
  {
    name: "copy",
    dtypes: ["float32", "float64", "int32", "uint8", "bool"],
    cases: [{ inputs: [{ shape: [] }] }, { inputs: [{ shape: [3, 4] }] }, { inputs: [{ shape: [0, 3] }] }],
    secondDerivative: false,
    reason: "linear: the second derivative is zero",
    oracle,
  },
];
