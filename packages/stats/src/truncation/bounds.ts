import { UsageError } from "@mebae/tensor";
import type { DistributionRecord, Parameters } from "../record.js";

/** Values are kept where low < x ≤ high. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Bounds as a user gives them. UsageError where they leave nothing. */
export function readBounds(
  where: string,
  { low = -Infinity, high = Infinity }: { readonly low?: number; readonly high?: number },
): Bounds {
  if (!(low < high)) throw new UsageError(`${where}: expected low below high, got ${low} and ${high}`);
  return { low, high };
}

/**
 * Bounds that cut something off: infinite where no parameters of the family have mass beyond, where its distribution functions
 * aren't asked.
 */
export function cuttingBounds<P extends string>(
  record: DistributionRecord<P>,
  { low, high }: Bounds,
  given: Partial<Parameters<P>>,
): Bounds {
  const discrete = record.kind === "discrete";
  const domain = record.domain?.(given) ?? (discrete ? { atLeast: 0 } : {});
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = domain;
  // Of whole numbers even the least one is cut off by a bound that it equals.
  const cutsLow = discrete ? low >= atLeast : low > Math.max(above, atLeast);
  const cutsHigh = high < Math.min(below, atMost);
  return { low: cutsLow ? low : -Infinity, high: cutsHigh ? high : Infinity };
}

/** The values that both bounds keep. */
export function intersection(a: Bounds, b: Bounds): Bounds {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}
