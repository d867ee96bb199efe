import type { DistributionRecord, Parameters } from "../record.js";

/** Whether some parameters allow a value. */
export function isInDomain(record: DistributionRecord, x: number, given: Parameters): boolean {
  const discrete = record.kind === "discrete";
  const domain = record.domain?.(given) ?? (discrete ? { atLeast: 0 } : {});
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = domain;
  return x > above && x >= atLeast && x < below && x <= atMost && (!discrete || Number.isInteger(x));
}
