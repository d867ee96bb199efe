import { UsageError } from "@mebae/tensor";
import type { ClassOutcomes } from "../outcomes.js";
import { type RatedOutcomes, readRated, surestFirst } from "./ratedOutcomes.js";

/** What answering only the surest examples gives. */
export class RiskCoverage {
  constructor(
    /** Of the i+1 surest examples the mean loss; among equally sure ones, what a random order gives on average. */
    readonly risks: Float64Array,
    /** The confidence of the (i+1)-th surest. */
    readonly thresholds: Float64Array,
    /** The area under the curve of the best order, by the losses themselves. */
    readonly bestArea: number,
  ) {}

  /** The mean of the selective risk over all coverages 1/n, 2/n, …, 1 (AURC: Geifman, Uziel & El-Yaniv 2019). */
  get area(): number {
    return areaUnder(this.risks);
  }

  /** What of the area a better order of the same predictions could save (E-AURC, there). */
  get excessArea(): number {
    return this.area - this.bestArea;
  }

  /** The mean loss of the surest examples, at least this share of all. @throws UsageError unless in (0, 1] */
  riskAt(coverage: number): number {
    return this.risks[this.#answered(coverage) - 1]!;
  }

  /** 1 - risk: of classes the accuracy of the surest examples, at least this share of all. */
  accuracyAt(coverage: number): number {
    return 1 - this.riskAt(coverage);
  }

  /** The confidence from which at least this share of the examples is answered. */
  thresholdAt(coverage: number): number {
    return this.thresholds[this.#answered(coverage) - 1]!;
  }

  /** The corners of the curve that a threshold can reach: one for each confidence, the surest first. */
  points(): { threshold: number; coverage: number; risk: number }[] {
    const n = this.risks.length;
    const last = (i: number) => i === n - 1 || this.thresholds[i + 1] !== this.thresholds[i];
    return Array.from(this.risks, (risk, i) => ({
      threshold: this.thresholds[i]!,
      coverage: (i + 1) / n,
      risk,
    })).filter((_, i) => last(i));
  }

  #answered(coverage: number): number {
    if (!(coverage > 0 && coverage <= 1))
      throw new UsageError(`RiskCoverage: expected a coverage in (0, 1], got ${coverage}`);
    // 0.07·100 is 7.000000000000001.
    return Math.max(1, Math.ceil(coverage * this.risks.length * (1 - 1e-12)));
  }
}

/**
 * The risk-coverage curve (El-Yaniv & Wiener 2010): with the examples in order of confidence c₍₁₎ ≥ c₍₂₎ ≥ …,
 *   risk(i/n) = 1/i · Σ_{j≤i} loss₍ⱼ₎
 * It falls towards low coverage where the predictor knows what it doesn't know.
 * @throws UsageError, DataError for outcomes that can't be judged
 */
export function riskCoverage(outcomes: ClassOutcomes | RatedOutcomes): RiskCoverage {
  const rated = readRated("riskCoverage", outcomes);
  const { confidences } = rated;
  const order = surestFirst(rated);
  const losses = Float64Array.from(order, (i) => rated.losses[i]!);
  const thresholds = Float64Array.from(order, (i) => confidences[i]!);
  const best = losses.slice().sort();
  return new RiskCoverage(
    runningMeans(levelled(losses, thresholds)),
    thresholds,
    areaUnder(runningMeans(best)),
  );
}

/** Each loss becomes the mean over the examples that are as sure. */
function levelled(losses: Float64Array, thresholds: Float64Array): Float64Array {
  const out = losses.slice();
  for (let start = 0; start < losses.length; ) {
    let end = start;
    let sum = 0;
    while (end < losses.length && thresholds[end] === thresholds[start]) sum += losses[end++]!;
    out.fill(sum / (end - start), start, end);
    start = end;
  }
  return out;
}

function runningMeans(losses: Float64Array): Float64Array {
  let sum = 0;
  return losses.map((loss, i) => (sum += loss) / (i + 1));
}

const areaUnder = (risks: Float64Array) => risks.reduce((a, b) => a + b) / risks.length;
