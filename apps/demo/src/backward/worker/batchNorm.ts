import { BatchNorm } from "@mebae/layers";
import { add, div, mean, mul, neg, onesLike, sqrt, type Tensor } from "@mebae/tensor";
import { type Build, loaded, type Tensors } from "./built.js";

/** The batch's own statistics become the running ones at once, where they can be read. */
const momentum = 1;

export const batchNorm: Build = ({ x, γ, β }) => {
  const layer = new BatchNorm(γ!.shape.at(-1)!, { dtype: "float64", momentum });
  const { runningMean, runningVariance } = layer;
  loaded(layer, {
    gamma: γ!,
    beta: β!,
    runningMean: runningMean.value,
    runningVariance: runningVariance.value,
  });
  return {
    layer,
    input: x!,
    inputs: ["x"],
    parameters: { gamma: "γ", beta: "β" },
    output: "y",
    inside: (dy) => inside(layer, x!, γ!, dy),
  };
};

/**
 * μ, σ² and x̂, and dx as the sum of its three terms, each over the whole batch:
 *   ① γ·dy/√(σ²+ε), the direct way    ② -γ·mean(dy)/√(σ²+ε), through μ    ③ -γ·x̂·mean(dy·x̂)/√(σ²+ε), through σ²
 */
function inside(layer: BatchNorm, x: Tensor, γ: Tensor, dy: Tensor): Tensors {
  const [μ, variance] = [layer.runningMean.value.alias(), layer.runningVariance.value.alias()];
  // As it begins, γ is 1 and β is 0: its output is x̂.
  using plain = new BatchNorm(layer.channels, { dtype: "float64" });
  const normalized = plain.forward(x, { training: true });
  const s = sqrt(add(variance, layer.epsilon));
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
