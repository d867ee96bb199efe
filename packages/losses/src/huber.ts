import { abs, lessEqual, mul, scope, square, sub, type Tensor, UsageError, where } from "@mebae/tensor";
import { expectShape } from "./expectShape.js";
import { type LossOptions, reduce } from "./reduce.js";

export interface HuberOptions extends LossOptions {
  /** Up to which error the loss is a parabola; 1 by default. */
  readonly delta?: number;
}

/**
 * ½e² where the error e = y-t is at most δ, else δ(|e| - ½δ): outliers pull no harder than δ (Huber 1964, "Robust
 * Estimation of a Location Parameter"). ShapeError where the shapes differ.
 */
export function huber(output: Tensor, target: Tensor, options: HuberOptions = {}): Tensor {
  expectShape("huber", output, target);
  const { delta = 1, reduction } = options;
  if (!(delta > 0 && Number.isFinite(delta)))
    throw new UsageError(`huber: expected a finite delta above 0, got ${delta}`);
  return scope(() => {
    const error = sub(output, target);
    const size = abs(error);
    const inner = mul(square(error), 0.5);
    const outer = mul(sub(size, delta / 2), delta);
    return reduce(where(lessEqual(size, delta), inner, outer), "huber", reduction);
  });
}
