import type { OpCases } from "./caseTypes.js";

// JavaScript's % is exact, and has the sign of x.
function rest(x: number, y: number): number {
  const towardsZero = x % y;
  if (towardsZero === 0) return y < 0 ? -0 : 0;
  return towardsZero < 0 !== y < 0 ? towardsZero + y : towardsZero;
}

function quotient(x: number, y: number): number {
  if (!Number.isFinite(x) || !Number.isFinite(x / y)) return Math.floor(x / y);
  if (!Number.isFinite(y)) return x !== 0 && x < 0 !== y < 0 ? -1 : 0;
  const whole = Math.round((x - rest(x, y)) / y);
  // A zero has the sign of the exact quotient, as 0/-1 = -0 has.
  return whole === 0 ? 0 * (x / y) : whole;
}

const ofIntegers = (f: (x: number, y: number) => number) => (x: number, y: number) => (y === 0 ? 0 : f(x, y));

const floats = {
  elementwise: { arity: 2 },
  domain: [
    [-9, 9],
    [0.5, 4],
  ],
} as const;
const integers = {
  elementwise: { arity: 2 },
  dtypes: ["int32", "uint8"],
  domain: [
    [-20, 20],
    [-6, 6],
  ],
  differentiable: [],
} as const;

export const floorDivisionCases: readonly OpCases[] = [
  {
    ...floats,
    name: "floorDivide",
    differentiable: [],
    reason: "constant between its jumps",
    oracle: quotient,
  },
  { ...integers, name: "floorDivide", oracle: ofIntegers(quotient) },
  { ...floats, name: "remainder", differentiable: [], reason: "jumps all over this domain", oracle: rest },
  // Quotients within one whole number, away from the jumps; the gradients' slope by y is that number.
  ...[
    [
      [5.2, 5.8],
      [2.1, 2.5],
    ],
    [
      [-5.8, -5.2],
      [2.1, 2.5],
    ],
  ].map((domain) => ({
    ...floats,
    domain: domain as [[number, number], [number, number]],
    name: "remainder",
    secondDerivative: false,
    reason: "linear between its jumps: the second derivative is zero",
    oracle: rest,
  })),
  { ...integers, name: "remainder", oracle: ofIntegers(rest) },
];
