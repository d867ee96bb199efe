import { UsageError } from "@mebae/tensor";

export interface BinOptions {
  /** How many bins; 15 by default. */
  readonly bins?: number;
  /** "width": equal parts of [0, 1]. "mass": as equal numbers of examples as equal values allow. "width" by default. */
  readonly binning?: "width" | "mass";
}

/** What was said and what came true in one bin (low, high]. */
export interface Bin {
  /** Exclusive, but for 0. */
  readonly low: number;
  /** Inclusive. */
  readonly high: number;
  readonly count: number;
  /** The mean of what was said. NaN in an empty bin. */
  readonly confidence: number;
  /** The share that came true. NaN in an empty bin. */
  readonly accuracy: number;
}

/**
 * Probabilities and what came true (1) or didn't (0), bin by bin. Equal-width bins come all, equal-mass bins without
 * empty ones.
 */
export function binned(
  name: string,
  said: Float64Array,
  came: Uint8Array,
  { bins = 15, binning = "width" }: BinOptions,
): Bin[] {
  const edges = edgesOf(name, said, bins, binning);
  const counts = new Float64Array(edges.length - 1);
  const sums = new Float64Array(counts.length);
  const hits = new Float64Array(counts.length);
  for (let i = 0; i < said.length; i++) {
    const bin = binOf(edges, said[i]!);
    counts[bin]!++;
    sums[bin]! += said[i]!;
    hits[bin]! += came[i]!;
  }
  return Array.from(counts, (count, b) => ({
    low: edges[b]!,
    high: edges[b + 1]!,
    count,
    confidence: sums[b]! / count,
    accuracy: hits[b]! / count,
  }));
}

/** Ascending, from 0 to 1. */
export function edgesOf(
  name: string,
  said: Float64Array,
  bins: number,
  binning: "width" | "mass",
): Float64Array {
  if (!Number.isInteger(bins) || bins < 1)
    throw new UsageError(`${name}: expected one bin or more, got ${bins}`);
  if (binning === "width") return Float64Array.from({ length: bins + 1 }, (_, k) => k / bins);
  if (binning !== "mass") throw new UsageError(`${name}: expected binning "width" or "mass", got ${binning}`);
  const sorted = said.slice().sort();
  const edges = [0];
  for (let k = 1; k < bins; k++) {
    const edge = sorted[Math.ceil((k * sorted.length) / bins) - 1]!;
    if (edge > edges.at(-1)! && edge < sorted.at(-1)!) edges.push(edge);
  }
  return Float64Array.from([...edges, 1]);
}

/** The bin b with edges[b] < p ≤ edges[b+1]; the first for 0, the last for float32 sums above 1. */
export function binOf(edges: Float64Array, p: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (p <= edges[middle + 1]!) high = middle;
    else low = middle + 1;
  }
  return low;
}
