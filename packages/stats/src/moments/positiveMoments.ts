/** Logarithms of the moments m_j = E(X^j), combined so that what cancels in them is gone, and divided by powers of a size u. */
export interface LogMoments {
  /** log(m₂/m₁²)/u² */
  readonly second: number;
  /** (log(m₃/m₁³) - 3·log(m₂/m₁²))/u³ */
  readonly third: number;
  /** (log(m₄/m₁⁴) - 4·log(m₃/m₁³) + 6·log(m₂/m₁²))/u⁴ */
  readonly fourth: number;
}

/** Of (X/E(X) - 1)/u. */
export interface RelativeMoments {
  readonly variance: number;
  readonly skewness: number;
  /** In excess of 3. */
  readonly kurtosis: number;
}

/**
 * Central moments from raw ones without cancellation, however narrow the distribution. With E = m₂/m₁² - 1, P = 1 + E, and A, B
 * the same as E of the third and fourth logarithm:
 *   μ₂/m₁² = E,   μ₃/m₁³ = 3E² + E³ + P³A,
 *   μ₄/m₁⁴ = 3E² + 16E³ + 15E⁴ + 6E⁵ + E⁶ + 4A·P³(P³ - 1) + P⁶(6A² + 4A³ + A⁴) + P⁶(1 + A)⁴B.
 * Here E = u²e, A = u³a and B = u⁴b, and the powers of u are divided out: they may underflow, and u may be 0.
 */
export function relativeMoments({ second, third, fourth }: LogMoments, u = 1): RelativeMoments {
  const e = expm1Over(second, u * u);
  const a = expm1Over(third, u ** 3);
  const b = expm1Over(fourth, u ** 4);
  const square = u * u;
  const p3 = (1 + square * e) ** 3;
  const p6 = p3 * p3;
  const third3 = u * e * e * (3 + square * e) + p3 * a;
  const rise = e * (3 + square * e * (3 + square * e));
  const powers = 3 + square * e * (16 + square * e * (15 + square * e * (6 + square * e)));
  const skewed = 4 * u * a * p3 * rise + square * p6 * a * a * (6 + u ** 3 * a * (4 + u ** 3 * a));
  const fourth4 = e * e * powers + skewed + p6 * (1 + u ** 3 * a) ** 4 * b;
  return { variance: e, skewness: third3 / e ** 1.5, kurtosis: fourth4 / (e * e) - 3 };
}

/** (e^(x·unit) - 1)/unit */
function expm1Over(x: number, unit: number): number {
  return Math.abs(x * unit) < 1e-17 ? x : Math.expm1(x * unit) / unit;
}
