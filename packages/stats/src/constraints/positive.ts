import type { ScalarConstraint } from "./constraint.js";
import { greaterThan } from "./greaterThan.js";

/** A number above 0: value = e^free. */
export function positive(): ScalarConstraint {
  return { ...greaterThan(0), name: "positive", describe: () => "a positive number" };
}
