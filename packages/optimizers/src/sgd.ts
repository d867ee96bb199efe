import { mul, sub, type Variable } from "@mebae/tensor";
import { Optimizer, type OptimizerOptions, type ParameterGroup } from "./optimizer.js";

/** Gradient descent: θ ← θ - η·g (Robbins & Monro 1951). */
export function sgd(
  parameters: readonly Variable[] | readonly ParameterGroup[],
  options: OptimizerOptions,
): Optimizer {
  const rule = {
    name: "sgd",
    slots: [],
    update: ({ value, gradient, learningRate }: Parameters<Optimizer["rule"]["update"]>[0]) => ({
      value: sub(value, mul(gradient, learningRate)),
      slots: [],
    }),
  };
  return new Optimizer(rule, parameters, options);
}
