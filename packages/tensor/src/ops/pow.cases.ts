import type { OpCases } from "./caseTypes.js";

export const powCases: OpCases = {
  name: "pow",
  elementwise: { arity: 2 },
  domain: [
    [0.3, 3],
    [-3, 3],
  ],
  // IEEE 754's: JavaScript alone says NaN for 1 to the NaN and ±1 to an infinity.
  oracle: (x: number, y: number) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
};
