import { UsageError } from "@mebae/tensor";
import { supportBounds } from "../irregular.js";
import { expectKnownOptions } from "../knownOptions.js";
import type { DistributionRecord, Parameters } from "../record.js";

/** Values are kept where low < x ≤ high. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Bounds as a user gives them. UsageError where they leave nothing. */
export function readBounds(where: string, bounds: { readonly low?: number; readonly high?: number }): Bounds {
  expectKnownOptions(`${where}, truncation`, bounds, ["low", "high"]);
  const { low = -Infinity, high = Infinity } = bounds;
  for (const bound of [low, high])
    if (typeof bound !== "number") throw new UsageError(`${where}: expected bounds as numbers, got ${bound}`);
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
  const support = knownSupport(record, given);
  // Of whole numbers even the least one is cut off by a bound that it equals.
  const cutsLow = record.kind === "discrete" ? low >= support.low : low > support.low;
  return { low: cutsLow ? low : -Infinity, high: high < support.high ? high : Infinity };
}

/** Between which numbers the family has all of its mass, whatever the parameters that aren't given. */
export function knownSupport<P extends string>(
  record: DistributionRecord<P>,
  given: Partial<Parameters<P>>,
): Bounds {
  const domain = record.domain?.(given) ?? (record.kind === "discrete" ? { atLeast: 0 } : {});
  const { above = -Infinity, atLeast = -Infinity, below = Infinity, atMost = Infinity } = domain;
  const known = { low: Math.max(above, atLeast), high: Math.min(below, atMost) };
  const bounding = supportBounds(record);
  if (bounding.length === 0 || !bounding.every((name) => name in given)) return known;
  // Parameters that bound the support are given.
  const [low, high] = record.support(given as Parameters<P>);
  return intersection(known, { low, high });
}

/** The values that both bounds keep. */
export function intersection(a: Bounds, b: Bounds): Bounds {
  return { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
}
