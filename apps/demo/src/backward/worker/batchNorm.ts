import { BatchNorm } from "@mebae/layers";
import { add, div, mean, mul, neg, onesLike, sqrt, type Tensor } from "@mebae/tensor";
import { type Build, loaded, type Tensors } from "./built.js";

export const batchNorm: Build = ({ x, γ, β }) => {
  const layer = begun(γ!, β!);
  return {
    layer,
    input: x!,
    inputs: ["x"],
    parameters: { gamma: "γ", beta: "β" },
    output: "y",
    inside: (dy) => ({ ...inside(x!, γ!, dy), ...atInference(layer, x!) }),
  };
};

/** With these γ and β, and running statistics as they begin: mean 0, variance 1. */
function begun(γ: Tensor, β: Tensor): BatchNorm {
  const layer = new BatchNorm(γ.shape.at(-1)!, { dtype: "float64" });
  const { runningMean, runningVariance } = layer;
  return loaded(layer, {
    gamma: γ,
    beta: β,
    runningMean: runningMean.value,
    runningVariance: runningVariance.value,
  });
}

/** The running statistics that one batch in training has left, and what they make of the same x at inference. */
function atInference(layer: BatchNorm, x: Tensor): Tensors {
  return {
    "μ′": layer.runningMean.value.alias(),
    "σ²′": layer.runningVariance.value.alias(),
    "y′": layer.forward(x),
  };
}

/**
 * μ, σ² and x̂, and dx as the sum of its three terms, each over the whole batch:
 *   ① γ·dy/√(σ²+ε), the direct way    ② -γ·mean(dy)/√(σ²+ε), through μ    ③ -γ·x̂·mean(dy·x̂)/√(σ²+ε), through σ²
 */
function inside(x: Tensor, γ: Tensor, dy: Tensor): Tensors {
  // As a layer begins γ is 1 and β is 0: its output is x̂. By a momentum of 1 the batch's statistics become the running
  // ones, where they can be read.
  using plain = new BatchNorm(γ.shape.at(-1)!, { dtype: "float64", momentum: 1 });
  const normalized = plain.forward(x, { training: true });
  const [μ, variance] = [plain.runningMean.value.alias(), plain.runningVariance.value.alias()];
  const s = sqrt(add(variance, plain.epsilon));
  const scale = div(γ, s);
  const everywhere = mul(onesLike(x), dy);
  const over = (values: Tensor) => mean(values, { axes: 0 });
  const throughMean = neg(mul(scale, over(everywhere)));
  const throughVariance = neg(mul(mul(scale, normalized), over(mul(everywhere, normalized))));
  return {
    μ,
    "σ²": variance,
    s,
    x̂: normalized,
    "①": mul(scale, everywhere),
    "②": mul(onesLike(x), throughMean),
    "③": throughVariance,
  };
}
