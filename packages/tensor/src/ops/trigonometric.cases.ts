import type { OpCases } from "./caseTypes.js";

export const trigonometricCases: readonly OpCases[] = [
  { name: "sin", elementwise: { arity: 1 }, domain: [-4, 4], oracle: (x: number) => Math.sin(x) },
  { name: "cos", elementwise: { arity: 1 }, domain: [-4, 4], oracle: (x: number) => Math.cos(x) },
  { name: "tan", elementwise: { arity: 1 }, domain: [-1.2, 1.2], oracle: (x: number) => Math.tan(x) },
  { name: "asin", elementwise: { arity: 1 }, domain: [-0.9, 0.9], oracle: (x: number) => Math.asin(x) },
  { name: "acos", elementwise: { arity: 1 }, domain: [-0.9, 0.9], oracle: (x: number) => Math.acos(x) },
  { name: "atan", elementwise: { arity: 1 }, domain: [-4, 4], oracle: (x: number) => Math.atan(x) },
  {
    name: "atan2",
    elementwise: { arity: 2 },
    domain: [
      [-3, 3],
      [0.5, 3],
    ],
    oracle: (y: number, x: number) => Math.atan2(y, x),
  },
];
