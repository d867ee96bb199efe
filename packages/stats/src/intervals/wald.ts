import type { ParameterRecord } from "../record.js";
import { type Interval, noInterval, normalRadius } from "./interval.js";

/**
 * estimate ± z·standard error (Wald 1943), in the unconstrained number that the parameter comes from and carried back, so that it
 * stays within the parameter's bounds: for a positive one estimate·e^(±z·error/estimate).
 */
export function waldInterval(
  { constraint }: Pick<ParameterRecord, "constraint">,
  estimate: number,
  standardError: number,
  level: number,
): Interval {
  const radius = normalRadius(level);
  if (!Number.isFinite(standardError)) return noInterval;
  const [free] = constraint.toFree([estimate]);
  const freeError = standardError / constraint.jacobian([free!])[0]!;
  const at = (z: number) => constraint.fromFree([free! + z * freeError])[0]!;
  return { low: at(-radius), high: at(radius) };
}
