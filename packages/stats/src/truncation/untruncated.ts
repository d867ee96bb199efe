import type { Observations } from "../likelihood/observations.js";
import type { DistributionRecord } from "../record.js";
import { intersection } from "./bounds.js";

/**
 * A truncated family's likelihood is that of its base on truncated observations: those can change their origin and unit, which a
 * family with bounds of its own can't.
 */
export function untruncated(
  record: DistributionRecord,
  observations: Observations,
): { readonly record: DistributionRecord; readonly observations: Observations } {
  if (!record.truncation) return { record, observations };
  const { base, low, high } = record.truncation;
  const everywhere = { low: -Infinity, high: Infinity };
  const truncation = intersection(observations.truncation ?? everywhere, { low, high });
  return untruncated(base as DistributionRecord, { ...observations, truncation });
}
