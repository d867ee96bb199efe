import { UsageError } from "../errors.js";
import { normalQuantileFunction } from "../expression/functions/normalQuantile.js";
import type { Scalar } from "../expression/scalar.js";
import { add } from "../ops/add.js";
import { mul } from "../ops/mul.js";
import { scope } from "../scope.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { drawFloats, type FloatDrawOptions, floatOps, upperBits } from "./fromBits.js";
import type { Key } from "./key.js";

/** Mean 0 and standard deviation 1 by default. */
export interface NormalOptions extends FloatDrawOptions {
  readonly mean?: number;
  readonly standardDeviation?: number;
}

/**
 * The lower half's quantile, turned over by the lowest bit: both tails are as fine as the floats are near 0. The
 * probability is an odd multiple of a power of two that a float holds exactly, so that no backend rounds it.
 */
function fromHalf(probability: Scalar, word: Scalar): Scalar {
  const quantile = probability.call(normalQuantileFunction);
  return word.and(1).equal(0).select(quantile, quantile.neg());
}

const ops = floatOps(
  "normal",
  (bits) =>
    fromHalf(
      upperBits(bits, 23, "float32")
        .add(0.5)
        .mul(2 ** -24),
      bits,
    ),
  (high, low) =>
    fromHalf(
      upperBits(high, 26, "float64")
        .mul(2 ** 26)
        .add(upperBits(low, 26, "float64"))
        .add(0.5)
        .mul(2 ** -53),
      low,
    ),
);

/**
 * Floats of the normal distribution with a mean and a standard deviation, by the inverse of its distribution
 * function: within a few units in the last place the same on every backend. A float32 reaches 5.3 standard deviations
 * from the mean, a float64 8.3.
 */
export function normal(key: Key, shape: Shape, options: NormalOptions = {}): Tensor {
  const { mean = 0, standardDeviation = 1 } = options;
  if (!(standardDeviation >= 0) || !Number.isFinite(standardDeviation) || !Number.isFinite(mean)) {
    throw new UsageError(
      `normal: expected a finite mean and a standard deviation of at least 0, got ${mean} and ${standardDeviation}`,
    );
  }
  return scope(() => {
    let draw = drawFloats(ops, "normal", key, shape, options);
    if (standardDeviation !== 1) draw = mul(draw, standardDeviation);
    return mean === 0 ? draw : add(draw, mean);
  });
}
