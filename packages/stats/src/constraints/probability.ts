import type { ScalarConstraint } from "./constraint.js";
import { unitInterval } from "./unitInterval.js";

/** A number from 0 to 1, both of which are limits that a family has as members. */
export function probability(): ScalarConstraint {
  return {
    ...unitInterval(),
    name: "probability",
    contains: (values) => values[0]! >= 0 && values[0]! <= 1,
    describe: () => "a number from 0 to 1",
  };
}
