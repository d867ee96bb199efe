import type { DistributionRecord, Parameters } from "./record.js";

/** The parameters whose errors information doesn't tell, at given values of all. */
export function irregularNames(
  { irregular = [] }: DistributionRecord,
  parameters: Parameters,
): readonly string[] {
  return typeof irregular === "function" ? irregular(parameters) : irregular;
}

/** Those that bound the support, whatever their values. */
export function supportBounds<P extends string>({ irregular }: DistributionRecord<P>): readonly P[] {
  return typeof irregular === "function" ? [] : (irregular ?? []);
}
