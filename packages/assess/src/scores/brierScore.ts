import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { type BinOptions, binOf, edgesOf } from "./bins.js";
import { type Claims, claimsOf } from "./claims.js";

/**
 * The Brier score (Brier 1950): the mean over the examples of Σ_c (p_c - y_c)², y_c being 1 for the true class and 0 for
 * the others. From 0 to 2; of two classes twice the mean squared error of one class's probability.
 * @throws UsageError, DataError for outcomes that can't be judged
 */
export function brierScore(outcomes: ClassOutcomes): number {
  checkOutcomes("brierScore", outcomes);
  return brierOf(claimsOf(outcomes, "classes"));
}

/** What a Brier score is made of: score = reliability - resolution + uncertainty + withinBins. */
export interface BrierDecomposition {
  readonly score: number;
  /** How far what was said in a bin is from what came true there; 0 is best. */
  readonly reliability: number;
  /** How far the bins' shares are from the overall share; large is best. */
  readonly resolution: number;
  /** Of the classes' overall shares, Σ_c share(1-share): what no prediction changes. */
  readonly uncertainty: number;
  /** What bins hide: the spread of probabilities inside bins, less twice their covariance with what came true. */
  readonly withinBins: number;
}

/**
 * The Brier score's parts (Murphy 1973), class by class and summed, over bins b of what was said:
 *   reliability = Σ_b n_b/n·(confidence_b - share_b)²,   resolution = Σ_b n_b/n·(share_b - share)²
 * Murphy's three parts are exact where a bin holds equal probabilities; else the two terms of Stephenson, Coelho & Jolliffe
 * (2008) complete them, here as `withinBins`.
 */
export function brierDecomposition(outcomes: ClassOutcomes, options: BinOptions = {}): BrierDecomposition {
  checkOutcomes("brierDecomposition", outcomes);
  const all = claimsOf(outcomes, "classes");
  const parts = all.map((claims) => partsOf(claims, options));
  const sum = (part: "reliability" | "resolution" | "uncertainty") =>
    parts.reduce((total, each) => total + each[part], 0);
  const score = brierOf(all);
  const reliability = sum("reliability");
  const resolution = sum("resolution");
  const uncertainty = sum("uncertainty");
  const withinBins = parts.reduce((total, each) => total + each.withinBins, 0);
  return { score, reliability, resolution, uncertainty, withinBins };
}

function brierOf(all: readonly Claims[]): number {
  let sum = 0;
  for (const { said, came } of all) for (let i = 0; i < said.length; i++) sum += (said[i]! - came[i]!) ** 2;
  return sum / all[0]!.said.length;
}

function partsOf({ said, came }: Claims, { bins = 15, binning = "width" }: BinOptions) {
  const n = said.length;
  const edges = edgesOf("brierDecomposition", said, bins, binning);
  const members = Array.from({ length: edges.length - 1 }, (): number[] => []);
  for (let i = 0; i < n; i++) members[binOf(edges, said[i]!)]!.push(i);
  const share = came.reduce((sum, hit) => sum + hit, 0) / n;
  let reliability = 0;
  let resolution = 0;
  let withinBins = 0;
  for (const rows of members) {
    if (rows.length === 0) continue;
    const confidence = rows.reduce((sum, i) => sum + said[i]!, 0) / rows.length;
    const hits = rows.reduce((sum, i) => sum + came[i]!, 0) / rows.length;
    reliability += (rows.length / n) * (confidence - hits) ** 2;
    resolution += (rows.length / n) * (hits - share) ** 2;
    for (const i of rows) {
      const away = said[i]! - confidence;
      withinBins += (away * away - 2 * away * (came[i]! - hits)) / n;
    }
  }
  return { reliability, resolution, uncertainty: share * (1 - share), withinBins };
}
