import type { ScalarConstraint } from "./constraint.js";
import { interval } from "./interval.js";

/** A number between 0 and 1: value = 1/(1 + e^-free). */
export function unitInterval(): ScalarConstraint {
  return { ...interval(0, 1), name: "unitInterval" };
}
