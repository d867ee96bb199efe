import { sameLength } from "./classification.js";

/** √((1/n) Σ (y-t)²). NaN where there are no values. */
export function rootMeanSquaredError(predicted: ArrayLike<number>, values: ArrayLike<number>): number {
  return Math.sqrt(meanOf("rootMeanSquaredError", predicted, values, (error) => error * error));
}

/** (1/n) Σ |y-t|. */
export function meanAbsoluteError(predicted: ArrayLike<number>, values: ArrayLike<number>): number {
  return meanOf("meanAbsoluteError", predicted, values, Math.abs);
}

/**
 * R² = 1 - Σ(y-t)²/Σ(t-t̄)², the coefficient of determination of `width` outputs, averaged over them: 1 is perfect,
 * 0 no better than the mean. NaN where the true values are constant.
 */
export function rSquared(predicted: ArrayLike<number>, values: ArrayLike<number>, width = 1): number {
  sameLength("rSquared", predicted, values);
  let sum = 0;
  for (let column = 0; column < width; column++) sum += columnRSquared(predicted, values, column, width);
  return sum / width;
}

function columnRSquared(
  predicted: ArrayLike<number>,
  values: ArrayLike<number>,
  column: number,
  width: number,
): number {
  let mean = 0;
  for (let i = column; i < values.length; i += width) mean += values[i]! / (values.length / width);
  let residual = 0;
  let spread = 0;
  for (let i = column; i < values.length; i += width) {
    residual += (predicted[i]! - values[i]!) ** 2;
    spread += (values[i]! - mean) ** 2;
  }
  return spread > 0 ? 1 - residual / spread : Number.NaN;
}

function meanOf(
  where: string,
  predicted: ArrayLike<number>,
  values: ArrayLike<number>,
  penalty: (error: number) => number,
): number {
  sameLength(where, predicted, values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += penalty(predicted[i]! - values[i]!);
  return sum / values.length;
}
