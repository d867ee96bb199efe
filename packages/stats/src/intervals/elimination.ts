/**
 * Of functions on the surface t·dx = 0 one number, the one at `bound`, follows the others: dx_b = -Σ tⱼ·dxⱼ/t_b. The gradient by the
 * others.
 */
export function gradientWithout(gradient: Float64Array, t: Float64Array, bound: number): Float64Array {
  const share = gradient[bound]! / t[bound]!;
  return gradient.map((slope, i) => slope - share * t[i]!).filter((_, i) => i !== bound);
}

/** The same of a Hessian, [size × size]: Zᵀ·H·Z of the Z that is dx of the others. */
export function hessianWithout(hessian: Float64Array, t: Float64Array, bound: number): Float64Array {
  const size = t.length;
  const rows = Array.from({ length: size }, (_, i) =>
    gradientWithout(hessian.slice(i * size, (i + 1) * size), t, bound),
  );
  const columns = Array.from({ length: size - 1 }, (_, j) =>
    gradientWithout(
      Float64Array.from(rows, (row) => row[j]!),
      t,
      bound,
    ),
  );
  return Float64Array.from(
    { length: (size - 1) ** 2 },
    (_, at) => columns[at % (size - 1)]![Math.floor(at / (size - 1))]!,
  );
}
