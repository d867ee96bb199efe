import { add, div, mul, sqrt, square, sub, type Variable } from "@mebae/tensor";
import { expectNonNegative, expectShare } from "./checks.js";
import { Optimizer, type OptimizerOptions, type Update } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";

export interface RmspropOptions extends OptimizerOptions {
  /** α, the share of the last mean square that stays; 0.99 by default. */
  readonly smoothing?: number;
  /** ε, added to the root as PyTorch does; 1e-8 by default. */
  readonly epsilon?: number;
}

/** RMSProp: s ← α·s + (1-α)·g²; θ ← θ - η·g/(√s + ε) (Tieleman & Hinton 2012, lecture 6.5). */
export function rmsprop(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  { smoothing = 0.99, epsilon = 1e-8, ...options }: RmspropOptions,
): Optimizer {
  expectShare("rmsprop", "smoothing", smoothing);
  expectNonNegative("rmsprop", "epsilon", epsilon);
  const update = ({ value, gradient, slots, learningRate }: Update) => {
    const meanSquare = add(mul(slots[0]!, smoothing), mul(square(gradient), 1 - smoothing));
    const direction = div(gradient, add(sqrt(meanSquare), epsilon));
    return { value: sub(value, mul(direction, learningRate)), slots: [meanSquare] };
  };
  return new Optimizer({ name: "rmsprop", slots: ["meanSquare"], update }, parameters, options);
}
