import type { ScalarConstraint } from "./constraint.js";
import { positive } from "./positive.js";

/** A number from 0 on: value = e^free, 0 being a limit. */
export function nonNegative(): ScalarConstraint {
  return {
    ...positive(),
    name: "nonNegative",
    contains: (values) => values[0]! >= 0 && Number.isFinite(values[0]!),
    describe: () => "a number of at least 0",
  };
}
