/** Of the polynomials that functions are interpolated by. */
const degree = 24;

/** How many points an interpolation takes. */
export const pointCount = degree + 1;

/** Tₖ(xⱼ) = cos(jkπ/N) at the points xⱼ = cos(jπ/N), N the degree; row by row of j. */
const polynomials = Float64Array.from({ length: pointCount ** 2 }, (_, place) => {
  const [j, k] = [Math.floor(place / pointCount), place % pointCount];
  return Math.cos((j * k * Math.PI) / degree);
});

/** In sums over points and over degrees the first and the last count half. */
const half = (i: number) => (i === 0 || i === degree ? 0.5 : 1);

/** Chebyshev's points between two numbers, which are the last and the first of them. */
export function chebyshevPoints(low: number, high: number): Float64Array {
  const [middle, reach] = [low + (high - low) / 2, (high - low) / 2];
  const points = Float64Array.from(
    { length: pointCount },
    (_, j) => middle + reach * polynomials[j * pointCount + 1]!,
  );
  points[0] = high;
  points[degree] = low;
  return points;
}

/** The coefficients aₖ of Σ aₖ·Tₖ that takes the given values at the points. */
export function chebyshevCoefficients(values: Float64Array): Float64Array {
  return Float64Array.from({ length: pointCount }, (_, k) => {
    let sum = 0;
    for (let j = 0; j < pointCount; j++) sum += half(j) * values[j]! * polynomials[j * pointCount + k]!;
    return (2 / degree) * half(k) * sum;
  });
}

/**
 * vⱼ = Σᵢ wᵢ·ℓⱼ(xᵢ) of Lagrange's polynomials ℓⱼ of the points, for values [start, end) between two numbers: Σ wᵢ·f(xᵢ) = Σ vⱼ·f(xⱼ) of
 * every polynomial f of the degree (Trefethen 2013, "Approximation Theory and Approximation Practice", chapters 3 and 4).
 */
export function chebyshevWeights(
  values: Float64Array,
  weights: Float64Array | undefined,
  [start, end]: readonly [start: number, end: number],
  [low, high]: readonly [low: number, high: number],
): Float64Array {
  const moments = new Float64Array(pointCount);
  for (let i = start; i < end; i++) {
    const x = (values[i]! - low - (high - values[i]!)) / (high - low);
    const weight = weights ? weights[i]! : 1;
    // Tₖ₊₁ = 2x·Tₖ - Tₖ₋₁
    let before = weight;
    let current = weight * x;
    moments[0]! += before;
    for (let k = 1; k <= degree; k++) {
      moments[k]! += current;
      const next = 2 * x * current - before;
      before = current;
      current = next;
    }
  }
  return Float64Array.from({ length: pointCount }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < pointCount; k++) sum += half(k) * moments[k]! * polynomials[j * pointCount + k]!;
    return (2 / degree) * half(j) * sum;
  });
}
