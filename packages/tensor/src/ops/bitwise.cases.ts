import type { OpCases } from "./caseTypes.js";

const common = { dtypes: ["int32", "uint8"], domain: [-100, 100], differentiable: [] } as const;
const binary = { ...common, elementwise: { arity: 2 } } as const;
const shift = {
  ...binary,
  domain: [
    [-100, 100],
    [0, 31],
  ],
  specialValues: false,
} as const;

export const bitwiseCases: readonly OpCases[] = [
  { ...binary, name: "bitwiseAnd", oracle: (x: number, y: number) => x & y },
  { ...binary, name: "bitwiseOr", oracle: (x: number, y: number) => x | y },
  { ...binary, name: "bitwiseXor", oracle: (x: number, y: number) => x ^ y },
  { ...binary, name: "bitwiseXor", dtypes: ["bool"], oracle: (x: number, y: number) => x ^ y },
  { ...common, elementwise: { arity: 1 }, name: "bitwiseNot", oracle: (x: number) => ~x },
  {
    ...common,
    elementwise: { arity: 1 },
    dtypes: ["bool"],
    name: "bitwiseNot",
    oracle: (x: number) => 1 - x,
  },
  { ...shift, name: "shiftLeft", oracle: (x: number, y: number) => x << y },
  { ...shift, name: "shiftRight", oracle: (x: number, y: number) => x >> y },
];
