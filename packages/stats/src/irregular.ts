import type { DistributionRecord, Parameters } from "./record.js";

/** The parameters whose errors information doesn't tell, at given values of all. */
export function irregularNames(
  { irregular = [] }: DistributionRecord,
  parameters: Parameters,
): readonly string[] {
  return typeof irregular === "function" ? irregular(parameters) : irregular;
}
