import type { Constraint } from "./constraint.js";
import { interval } from "./interval.js";

/** A number between 0 and 1: value = 1/(1 + e^-free). */
export function unitInterval(): Constraint {
  return { ...interval(0, 1), name: "unitInterval" };
}
