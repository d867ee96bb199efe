import {
  add,
  cast,
  clip,
  div,
  minimum,
  mul,
  scope,
  sqrt,
  square,
  sum,
  type Tensor,
  UsageError,
} from "@mebae/tensor";

/**
 * The square root of the sum of all squares: the norm of the gradients as one vector, in float64 where one of them is.
 * @throws UsageError without gradients.
 */
export function globalNorm(gradients: readonly Tensor[]): Tensor {
  if (gradients.length === 0) throw new UsageError("globalNorm: expected at least one gradient, got none");
  const dtype = gradients.some((gradient) => gradient.dtype === "float64") ? "float64" : "float32";
  return scope(() =>
    sqrt(gradients.map((gradient) => cast(sum(square(gradient)), dtype)).reduce((a, b) => add(a, b))),
  );
}

/**
 * All gradients times min(1, limit/norm) of their common norm, with 1e-6 added to the norm as PyTorch does (Pascanu,
 * Mikolov & Bengio 2013, "On the difficulty of training recurrent neural networks").
 */
export function clipByNorm(gradients: readonly Tensor[], limit: number): Tensor[] {
  if (gradients.length === 0) return [];
  return scope(() => {
    const factor = minimum(div(limit, add(globalNorm(gradients), 1e-6)), 1);
    return gradients.map((gradient) => mul(gradient, cast(factor, gradient.dtype)));
  });
}

/** Each element brought into [-limit, limit]. */
export function clipByValue(gradients: readonly Tensor[], limit: number): Tensor[] {
  return gradients.map((gradient) => clip(gradient, -limit, limit));
}
