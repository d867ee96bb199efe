import { add, clip, div, minimum, mul, scope, sqrt, square, sum, type Tensor } from "@mebae/tensor";

/** The square root of the sum of all squares: the norm of the gradients as one vector. */
export function globalNorm(gradients: readonly Tensor[]): Tensor {
  return scope(() => sqrt(gradients.map((gradient) => sum(square(gradient))).reduce((a, b) => add(a, b))));
}

/**
 * All gradients times min(1, limit/norm) of their common norm, with 1e-6 added to the norm as PyTorch does (Pascanu,
 * Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks").
 */
export function clipByNorm(gradients: readonly Tensor[], limit: number): Tensor[] {
  if (gradients.length === 0) return [];
  return scope(() => {
    const factor = minimum(div(limit, add(globalNorm(gradients), 1e-6)), 1);
    return gradients.map((gradient) => mul(gradient, factor));
  });
}

/** Each element brought into [-limit, limit]. */
export function clipByValue(gradients: readonly Tensor[], limit: number): Tensor[] {
  return gradients.map((gradient) => clip(gradient, -limit, limit));
}
