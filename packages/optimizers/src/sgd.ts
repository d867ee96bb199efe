import { mul, sub, type Variable } from "@mebae/tensor";
import { Optimizer, type OptimizerOptions, type Update } from "./optimizer.js";
import type { ParameterGroup } from "./parameterGroups.js";

/** Gradient descent: θ ← θ - η·g (Robbins & Monro 1951). */
export function sgd(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: OptimizerOptions,
): Optimizer {
  const rule = {
    name: "sgd",
    slots: [],
    update: ({ value, gradient, learningRate }: Update) => ({
      value: sub(value, mul(gradient, learningRate)),
      slots: [],
    }),
  };
  return new Optimizer(rule, parameters, options);
}
