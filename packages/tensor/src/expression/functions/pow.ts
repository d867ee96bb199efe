import type { ScalarFunction } from "../expression.js";

/** x^y as IEEE 754 and NumPy have it: 1 to any power and anything to the 0 are 1, NaN included. */
export const powFunction: ScalarFunction = {
  name: "pow",
  reference: (x, y) => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y),
};
