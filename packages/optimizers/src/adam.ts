import { add, div, expm1, mul, neg, sqrt, square, sub, type Tensor, type Variable } from "@mebae/tensor";
import { expectNonNegative, expectShare } from "./checks.js";
import { Optimizer, type OptimizerOptions, type Update } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";

export interface AdamOptions extends OptimizerOptions {
  /** β₁, the share of the last first moment that stays; 0.9 by default. */
  readonly beta1?: number;
  /** β₂, that of the second; 0.999 by default. */
  readonly beta2?: number;
  /** ε, added to the corrected root; 1e-8 by default. */
  readonly epsilon?: number;
}

/**
 * Adam: m ← β₁·m + (1-β₁)·g; v ← β₂·v + (1-β₂)·g²; θ ← θ - η·m̂/(√v̂ + ε) with the moments corrected for their start at 0,
 * m̂ = m/(1-β₁ᵗ), v̂ = v/(1-β₂ᵗ) (Kingma & Ba 2015). No decay unless asked for.
 */
export function adam(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: AdamOptions,
): Optimizer {
  return withMoments("adam", parameters, options);
}

/** Adam with decoupled weight decay, λ = 0.01 by default (Loshchilov & Hutter 2019). */
export function adamW(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: AdamOptions,
): Optimizer {
  return withMoments("adamW", parameters, { weightDecay: 0.01, ...options });
}

/** 1 - βᵗ, without the cancellation that a power near 1 brings. */
function correction(beta: number, step: Tensor): Tensor {
  return neg(expm1(mul(step, Math.log(beta))));
}

function withMoments(
  name: string,
  parameters: readonly Variable[] | readonly ParameterGroup[],
  { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, ...options }: AdamOptions,
): Optimizer {
  expectShare(name, "beta1", beta1);
  expectShare(name, "beta2", beta2);
  expectNonNegative(name, "epsilon", epsilon);
  const update = ({ value, gradient, slots, learningRate, step }: Update) => {
    const first = add(mul(slots[0]!, beta1), mul(gradient, 1 - beta1));
    const second = add(mul(slots[1]!, beta2), mul(square(gradient), 1 - beta2));
    // By its reciprocal, of which there is one: the division of every element would take as long as all else.
    const root = sqrt(mul(second, div(1, correction(beta2, step))));
    const rate = div(learningRate, correction(beta1, step));
    return { value: sub(value, mul(div(first, add(root, epsilon)), rate)), slots: [first, second] };
  };
  return new Optimizer({ name, slots: ["firstMoment", "secondMoment"], update }, parameters, options);
}
