import { add, mul, sub, type Variable } from "@mebae/tensor";
import { expectShare } from "./checks.js";
import { Optimizer, type OptimizerOptions, type Update } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";

export interface MomentumOptions extends OptimizerOptions {
  /** μ, the share of the last velocity that stays; 0.9 by default. */
  readonly momentum?: number;
}

/**
 * Gradient descent with velocity: v ← μ·v + g; θ ← θ - η·v (Polyak 1964). PyTorch's form, without dampening: a change of η
 * acts on the whole velocity.
 */
export function momentum(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: MomentumOptions,
): Optimizer {
  return withVelocity("momentum", false, parameters, options);
}

/** Nesterov's momentum: v ← μ·v + g; θ ← θ - η·(g + μ·v), in the form of Sutskever et al. 2013 that PyTorch has. */
export function nesterov(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: MomentumOptions,
): Optimizer {
  return withVelocity("nesterov", true, parameters, options);
}

function withVelocity(
  name: string,
  ahead: boolean,
  parameters: readonly Variable[] | readonly ParameterGroup[],
  { momentum: share = 0.9, ...options }: MomentumOptions,
): Optimizer {
  expectShare(name, "momentum", share);
  const update = ({ value, gradient, slots, learningRate }: Update) => {
    const velocity = add(mul(slots[0]!, share), gradient);
    const direction = ahead ? add(gradient, mul(velocity, share)) : velocity;
    return { value: sub(value, mul(direction, learningRate)), slots: [velocity] };
  };
  return new Optimizer({ name, slots: ["velocity"], update }, parameters, options);
}
