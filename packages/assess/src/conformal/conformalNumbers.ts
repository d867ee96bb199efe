import { UsageError } from "@mebae/tensor";
import { conformalQuantile, tooSmall, type WhenTooSmall } from "./conformalQuantile.js";
import { checkPredictions, type NumberPredictions, readPredictions } from "./numberPredictions.js";

export interface ConformalNumbersOptions {
  /** How often an interval may miss the truth, inside (0, 1). */
  readonly alpha: number;
  /** "full": intervals without ends where examples are too few, with a warning. "refuse" throws. "full" by default. */
  readonly whenTooSmall?: WhenTooSmall;
}

export interface ConformalNumbersJSON {
  readonly kind: "conformalNumbers";
  readonly method: "absolute" | "normalized" | "quantile";
  readonly alpha: number;
  readonly count: number;
  /** null: the intervals have no ends. */
  readonly quantile: number | null;
  readonly warnings: readonly string[];
}

/** An interval [low, high] for each example. */
export interface NumberIntervals {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** What `conformalNumbers` learned: intervals that hold the truth with probability 1-α at least. */
export class ConformalNumbers {
  /** From a saved one's JSON. */
  constructor(readonly saved: ConformalNumbersJSON) {
    if (saved.kind !== "conformalNumbers")
      throw new UsageError("ConformalNumbers: expected the JSON of a ConformalNumbers");
  }

  get alpha(): number {
    return this.saved.alpha;
  }

  /** What the examples were too few for, in sentences. */
  get warnings(): readonly string[] {
    return this.saved.warnings;
  }

  /** The score that an interval's ends have; Infinity where they have none. */
  get quantile(): number {
    return this.saved.quantile ?? Number.POSITIVE_INFINITY;
  }

  /** @throws UsageError for predictions of another kind than it learned from; DataError naming one that can't be used */
  predict(predictions: NumberPredictions): NumberIntervals {
    const { method, low, high, scale } = readPredictions("ConformalNumbers.predict", predictions);
    if (method !== this.saved.method)
      throw new UsageError(
        `ConformalNumbers.predict: it learned from "${this.saved.method}" predictions, got "${method}" ones`,
      );
    const reach = (i: number) => this.quantile * (scale ? scale[i]! : 1);
    const lows = Float64Array.from(low, (value, i) => value - reach(i));
    const highs = Float64Array.from(high, (value, i) => value + reach(i));
    // A negative reach may turn a narrow interval of quantiles round: its middle is left.
    for (let i = 0; i < lows.length; i++)
      if (lows[i]! > highs[i]!) lows[i] = highs[i] = (lows[i]! + highs[i]!) / 2;
    return { low: lows, high: highs };
  }

  /** For `new ConformalNumbers(json)`. */
  toJSON(): ConformalNumbersJSON {
    return this.saved;
  }
}

/**
 * Split conformal prediction of numbers: from predictions ŷ and truths y of n examples that the predictor hasn't seen, intervals
 * with P(y in interval) ≥ 1-α for the next example that is exchangeable with them. By what is predicted, the score is
 * - `{ predicted }`: |y - ŷ|, the interval ŷ ± q (Vovk, Gammerman & Shafer 2005);
 * - `{ predicted, difficulty }`: |y - ŷ|/σ, the interval ŷ ± qσ, wider where it is difficult (Papadopoulos, Gammerman &
 *   Vovk 2008; Lei et al. 2018);
 * - `{ low, high }`, two predicted quantiles: max(low - y, y - high), the interval [low - q, high + q] (conformalized quantile
 *   regression: Romano, Patterson & Candès 2019).
 * q is the ⌈(n+1)(1-α)⌉-th smallest score.
 *
 *     const conformal = conformalNumbers({ predicted, expected }, { alpha: 0.1 });
 *     const { low, high } = conformal.predict({ predicted: others });
 *
 * @throws UsageError, DataError for outcomes or options that can't be used, and where examples are too few if so asked
 */
export function conformalNumbers(
  outcomes: NumberPredictions & { readonly expected: ArrayLike<number> },
  { alpha, whenTooSmall = "full" }: ConformalNumbersOptions,
): ConformalNumbers {
  const name = "conformalNumbers";
  const { method, low, high, scale } = readPredictions(name, outcomes);
  const { expected } = outcomes;
  if (expected.length === 0) throw new UsageError(`${name}: expected outcomes, got none`);
  checkPredictions(name, "expected", expected, low.length);
  const scores = Float64Array.from(
    expected,
    (y, i) => Math.max(low[i]! - y, y - high[i]!) / (scale ? scale[i]! : 1),
  );
  const quantile = conformalQuantile(scores, alpha, whenTooSmall);
  const unbounded = quantile === Number.POSITIVE_INFINITY;
  return new ConformalNumbers({
    kind: "conformalNumbers",
    method,
    alpha,
    count: expected.length,
    quantile: unbounded ? null : quantile,
    warnings: unbounded ? [`The intervals have no ends: ${tooSmall(expected.length, alpha)}.`] : [],
  });
}
