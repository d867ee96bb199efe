import { parameterNames } from "../programs.js";
import type { DistributionRecord } from "../record.js";

/** The parameters that data tell something about. */
export function fittedNames(record: DistributionRecord): string[] {
  return parameterNames(record).filter((name) => !record.parameters[name]!.given);
}
