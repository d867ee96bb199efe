import type { Probability } from "../probability.js";
import { evaluate } from "../programs.js";
import type { DistributionRecord, Parameters } from "../record.js";
import { rootBetween } from "../root.js";
import { logDifference, logSum } from "../special/logarithms.js";
import type { Bounds } from "./bounds.js";

/** What a truncation cuts off, and what it leaves, in logarithms. */
interface Masses {
  readonly below: number;
  readonly above: number;
  readonly between: number;
}

/** Beyond this a probability is no normal float64, of which quantile functions may be made. */
const leastLog = -690;

/**
 * Quantiles of a truncated distribution by those of its base:
 *   Q(p) = Q₀(F(low) + p·P(low < X ≤ high)),
 * with the tail above likewise, and by a search where the base's probabilities underflow.
 */
export class TruncatedQuantiles<P extends string> {
  readonly #masses = new WeakMap<Parameters<P>, Masses>();

  constructor(
    private readonly base: DistributionRecord<P>,
    private readonly bounds: Bounds,
    private readonly support: (parameters: Parameters<P>) => readonly [number, number],
  ) {}

  at({ logP, logQ }: Probability, parameters: Parameters<P>): number {
    let masses = this.#masses.get(parameters);
    if (!masses) this.#masses.set(parameters, (masses = this.#massesOf(parameters)));
    const lowerLog = logSum(masses.below, logP + masses.between);
    const upperLog = logSum(masses.above, logQ + masses.between);
    const [least, most] = this.support(parameters);
    const inside = (x: number) => Math.min(Math.max(x, least), most);
    if (Math.min(lowerLog, upperLog) < leastLog && this.base.kind === "continuous")
      return inside(this.#search(lowerLog, upperLog, parameters));
    const probability = {
      p: lowerLog < upperLog ? Math.exp(lowerLog) : -Math.expm1(upperLog),
      q: lowerLog < upperLog ? -Math.expm1(lowerLog) : Math.exp(upperLog),
      logP: Math.min(lowerLog, 0),
      logQ: Math.min(upperLog, 0),
    };
    return inside(this.base.quantile(probability, parameters));
  }

  #massesOf(parameters: Parameters<P>): Masses {
    const { low, high } = this.bounds;
    const at = (name: "logCdf" | "logSurvival", x: number) => this.#log(name, x, parameters);
    const [below, above] = [at("logCdf", low), at("logSurvival", high)];
    const between =
      below < -Math.LN2
        ? logDifference(at("logCdf", high), below)
        : logDifference(at("logSurvival", low), above);
    return { below, above, between };
  }

  #log(name: "logCdf" | "logSurvival", x: number, parameters: Parameters<P>): number {
    return evaluate(this.base, name, Float64Array.of(x), parameters)[0]!;
  }

  /** Where the logarithm of the smaller tail is what is asked, outwards from the bound that cuts the bulk off. */
  #search(lowerLog: number, upperLog: number, parameters: Parameters<P>): number {
    const lower = lowerLog < upperLog;
    const { low, high } = this.bounds;
    const from = lower ? high : low;
    const sign = lower ? -1 : 1;
    const name = lower ? "logCdf" : "logSurvival";
    const target = lower ? lowerLog : upperLog;
    // Increasing in the distance from the bound.
    const surplus = (distance: number) => target - this.#log(name, from + sign * distance, parameters);
    if (!Number.isFinite(from)) return this.base.quantile(tiny(lower, target), parameters);
    const density = this.#logDensity(from, parameters);
    let distance = Math.exp(this.#log(name, from, parameters) - density);
    while (surplus(distance) < 0 && distance < Number.MAX_VALUE / 4) distance *= 2;
    return from + sign * rootBetween(surplus, 0, distance);
  }

  #logDensity(x: number, parameters: Parameters<P>): number {
    return evaluate(this.base, "logPdf", Float64Array.of(x), parameters)[0]!;
  }
}

/** A tail probability that underflows, by its logarithm. */
function tiny(lower: boolean, log: number): Probability {
  const p = Math.exp(log);
  return lower ? { p, q: 1 - p, logP: log, logQ: -p } : { p: 1 - p, q: p, logP: -p, logQ: log };
}
