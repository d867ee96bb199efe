import type { OpCases } from "./caseTypes.js";
import { mapCases, mapOracle } from "./elementwise.cases.js";

export const leakyReluCases: readonly OpCases[] = [
  {
    name: "leakyRelu",
    elementwise: { arity: 1 },
    kinks: [0],
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: (x: number) => (x > 0 ? x : 0.01 * x),
  },
  {
    name: "leakyRelu",
    cases: mapCases(0.25),
    kinks: [0],
    secondDerivative: false,
    reason: "of straight pieces: the second derivative is zero",
    oracle: mapOracle((x, slope) => (x > 0 ? x : slope * x)),
  },
];
