import { UsageError } from "../errors.js";
import { add } from "../ops/add.js";
import { mul } from "../ops/mul.js";
import { scope } from "../scope.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { drawFloats, type FloatDrawOptions, floatOps, upperBits } from "./fromBits.js";
import type { Key } from "./key.js";

/** The interval: [0, 1) by default. */
export interface UniformOptions extends FloatDrawOptions {
  readonly low?: number;
  readonly high?: number;
}

const ops = floatOps(
  "uniform",
  (bits) => upperBits(bits, 24, "float32").mul(2 ** -24),
  (high, low) =>
    upperBits(high, 27, "float64")
      .mul(2 ** 26)
      .add(upperBits(low, 26, "float64"))
      .mul(2 ** -53),
);

/**
 * Floats drawn uniformly from [low, high): 24 random bits make a float32 and 53 a float64, the same on every backend
 * for the interval [0, 1). UsageError for an empty interval.
 */
export function uniform(key: Key, shape: Shape, options: UniformOptions = {}): Tensor {
  const { low = 0, high = 1 } = options;
  if (!(high > low) || !Number.isFinite(high - low))
    throw new UsageError(`uniform: expected a finite interval, got [${low}, ${high})`);
  return scope(() => {
    const draw = drawFloats(ops, "uniform", key, shape, options);
    return low === 0 && high === 1 ? draw : add(mul(draw, high - low), low);
  });
}
