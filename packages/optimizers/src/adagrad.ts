import { add, div, mul, sqrt, square, sub, type Variable } from "@mebae/tensor";
import { expectNonNegative } from "./checks.js";
import { Optimizer, type OptimizerOptions, type Update } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";

export interface AdagradOptions extends OptimizerOptions {
  /** ε, added to the root; 1e-10 by default. */
  readonly epsilon?: number;
}

/** AdaGrad: s ← s + g²; θ ← θ - η·g/(√s + ε) (Duchi, Hazan & Singer 2011). */
export function adagrad(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  { epsilon = 1e-10, ...options }: AdagradOptions,
): Optimizer {
  expectNonNegative("adagrad", "epsilon", epsilon);
  const update = ({ value, gradient, slots, learningRate }: Update) => {
    const squares = add(slots[0]!, square(gradient));
    const direction = div(gradient, add(sqrt(squares), epsilon));
    return { value: sub(value, mul(direction, learningRate)), slots: [squares] };
  };
  return new Optimizer({ name: "adagrad", slots: ["squares"], update }, parameters, options);
}
