import { DataError, UsageError } from "@mebae/tensor";

/** What a predictor of numbers says: one number, one with its difficulty, or two quantiles. */
export type NumberPredictions =
  | {
      readonly predicted: ArrayLike<number>;
      /** Positive; in whatever unit, such as an estimate of the absolute error. */
      readonly difficulty?: ArrayLike<number>;
    }
  | {
      /** The quantile of level α/2, say. */
      readonly low: ArrayLike<number>;
      /** The quantile of level 1-α/2. */
      readonly high: ArrayLike<number>;
    };

export interface ReadPredictions {
  readonly method: "absolute" | "normalized" | "quantile";
  readonly low: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly scale?: ArrayLike<number>;
}

/** A single number is an interval whose ends are equal, so that all three have one score: max(low - y, y - high)/scale. */
export function readPredictions(name: string, predictions: NumberPredictions): ReadPredictions {
  if ("low" in predictions) {
    const { low, high } = predictions;
    checkPredictions(name, "low", low, low.length);
    checkPredictions(name, "high", high, low.length);
    return { method: "quantile", low, high };
  }
  const { predicted, difficulty } = predictions;
  checkPredictions(name, "predicted", predicted, predicted.length);
  if (!difficulty) return { method: "absolute", low: predicted, high: predicted };
  checkPredictions(name, "difficulty", difficulty, predicted.length);
  for (let i = 0; i < difficulty.length; i++)
    if (!(difficulty[i]! > 0))
      throw new DataError(`${name}: example ${i}: expected a positive difficulty, found ${difficulty[i]}`, {
        index: i,
      });
  return { method: "normalized", low: predicted, high: predicted, scale: difficulty };
}

/** @throws UsageError for another count; DataError naming a number that isn't finite */
export function checkPredictions(name: string, what: string, values: ArrayLike<number>, count: number): void {
  if (values.length !== count)
    throw new UsageError(`${name}: expected ${count} numbers in "${what}", got ${values.length}`);
  for (let i = 0; i < count; i++)
    if (!Number.isFinite(values[i]))
      throw new DataError(
        `${name}: example ${i}: expected a finite number in "${what}", found ${values[i]}`,
        {
          index: i,
        },
      );
}
