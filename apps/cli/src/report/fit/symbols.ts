import type { DistributionRecord, Family } from "@mebae/stats";

/** A parameter with the field's letter: "shape k". */
export function symbolOf({ record }: Family, name: string): string {
  return `${name} ${(record as DistributionRecord).parameters[name]!.symbol}`;
}
