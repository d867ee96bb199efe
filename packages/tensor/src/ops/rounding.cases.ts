import type { OpCases } from "./caseTypes.js";

function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest < 0.5 || !Number.isFinite(x)) return rest === 0 || !Number.isFinite(x) ? x : below;
  if (rest > 0.5) return below + 1;
  return below % 2 === 0 ? below : below + 1;
}

const common = {
  elementwise: { arity: 1 },
  dtypes: ["float32", "float64", "int32", "uint8"],
  domain: [-20, 20],
  differentiable: [],
  reason: "constant between its jumps",
} as const;

export const roundingCases: readonly OpCases[] = [
  { ...common, name: "floor", oracle: (x: number) => Math.floor(x) },
  { ...common, name: "ceil", oracle: (x: number) => Math.ceil(x) },
  { ...common, name: "round", oracle: roundHalfToEven },
  {
    name: "round",
    cases: [
      { inputs: [{ shape: [8], values: [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 2.4999] }], label: "halves" },
    ],
    differentiable: [],
    reason: "constant between its jumps",
    oracle: () => ({ shape: [8], data: [-2, -2, -0, 0, 2, 2, 4, 2] }),
  },
  { ...common, name: "truncate", oracle: (x: number) => Math.trunc(x) },
];
