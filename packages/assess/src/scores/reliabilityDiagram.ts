import type { Interval } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";
import { type ClassOutcomes, checkOutcomes } from "../outcomes.js";
import { clopperPearson } from "../proportion/clopperPearson.js";
import { wilson } from "../proportion/wilson.js";
import { type Bin, type BinOptions, binned } from "./bins.js";
import { classClaims, topClaims } from "./claims.js";

export interface ReliabilityDiagramOptions extends BinOptions {
  /** The predicted class ("top", the default), or the one class to judge. */
  readonly of?: "top" | number;
  /** How the bins' intervals are made: `clopperPearson` is never too short. "wilson" by default. */
  readonly interval?: "wilson" | "clopperPearson";
  /** 0.95 by default. */
  readonly level?: number;
}

export interface ReliabilityBin extends Bin {
  /** Of the accuracy; [0, 1] in an empty bin. */
  readonly interval: Interval;
}

/**
 * What a reliability diagram shows (DeGroot & Fienberg 1983): bin by bin what was said and what came true, with an interval
 * for the latter. Bins whose interval holds their confidence are in keeping with calibration.
 * @throws UsageError, DataError for outcomes or options that can't be used
 */
export function reliabilityDiagram(
  outcomes: ClassOutcomes,
  options: ReliabilityDiagramOptions = {},
): ReliabilityBin[] {
  const name = "reliabilityDiagram";
  const { of = "top", interval = "wilson", level = 0.95 } = options;
  checkOutcomes(name, outcomes);
  if (of !== "top" && !(Number.isInteger(of) && of >= 0 && of < outcomes.classes))
    throw new UsageError(`${name}: expected "top" or a class from 0 to ${outcomes.classes - 1}, got ${of}`);
  const intervalOf = { wilson, clopperPearson }[interval];
  if (!intervalOf)
    throw new UsageError(`${name}: expected an interval "wilson" or "clopperPearson", got ${interval}`);
  const { said, came } = of === "top" ? topClaims(outcomes) : classClaims(outcomes, of);
  return binned(name, said, came, options).map((bin) => ({
    ...bin,
    interval: intervalOf(bin.count === 0 ? 0 : Math.round(bin.accuracy * bin.count), bin.count, level),
  }));
}
