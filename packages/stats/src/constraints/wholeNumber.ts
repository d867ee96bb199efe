import type { ScalarConstraint } from "./constraint.js";
import { real } from "./real.js";

/** A whole number from 0 on, which can be given but not fitted: its map from unconstrained numbers changes nothing. */
export function wholeNumber(): ScalarConstraint {
  return {
    ...real(),
    name: "wholeNumber",
    contains: (values) => Number.isSafeInteger(values[0]!) && values[0]! >= 0,
    describe: () => "a whole number of at least 0",
  };
}
