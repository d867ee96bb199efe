/**
 * What one unit of each parameter is to the trust region: D with ‖D·step‖ ≤ Δ, so that a change of a parameter's unit
 * changes no step. Dᵢ is √|Hᵢᵢ|, of a negative log-likelihood the inverse of a standard error, and never falls by more
 * than a factor of ten from one iteration to the next: a curvature that passes through zero must not open the region
 * wide. Where Hᵢᵢ is 0, D comes from the row beside it or from the slope.
 */
export function scaleOf(
  gradient: Float64Array,
  hessian: Float64Array,
  previous: Float64Array | undefined,
): Float64Array {
  const size = gradient.length;
  const scale = gradient.map((_, i) =>
    Math.max(Math.sqrt(Math.abs(hessian[i * size + i]!)), (previous?.[i] ?? 0) / 10),
  );
  const beside = scale.map((own, i) => {
    if (own > 0) return own;
    let largest = 0;
    for (let j = 0; j < size; j++) {
      if (scale[j]! > 0) largest = Math.max(largest, Math.abs(hessian[i * size + j]!) / scale[j]!);
    }
    return largest;
  });
  return beside.map((own, i) => own || Math.abs(gradient[i]!) || 1);
}

/** D⁻¹·g and D⁻¹·H·D⁻¹. */
export function scaled(
  gradient: Float64Array,
  hessian: Float64Array,
  scale: Float64Array,
): { gradient: Float64Array; hessian: Float64Array } {
  const size = gradient.length;
  return {
    gradient: gradient.map((slope, i) => slope / scale[i]!),
    hessian: hessian.map((entry, at) => entry / scale[Math.floor(at / size)]! / scale[at % size]!),
  };
}

/** A step of the scaled model in x: D⁻¹·step. */
export function unscaled(step: Float64Array, scale: Float64Array): Float64Array {
  return step.map((part, i) => part / scale[i]!);
}
