import type { Distribution } from "../distribution.js";

/** How far an empirical distribution function is from that of a distribution. */
export interface Distances {
  /** D = sup |Fₙ - F| (Kolmogorov 1933) */
  readonly kolmogorovSmirnov: number;
  /** A² = n∫(Fₙ - F)²/(F(1 - F)) dF (Anderson & Darling 1952), which looks at the tails */
  readonly andersonDarling: number;
  /** W² = n∫(Fₙ - F)² dF (Cramér 1928; von Mises 1931) */
  readonly cramerVonMises: number;
}

/** The three distances of continuous data, in ascending order. */
export function distances(distribution: Distribution, sorted: Float64Array): Distances {
  const n = sorted.length;
  const cdf = distribution.cdf(sorted);
  const logCdf = distribution.logCdf(sorted);
  const logSurvival = distribution.logSurvival(sorted);
  let largest = 0;
  let andersonDarling = -n;
  let cramerVonMises = 1 / (12 * n);
  for (let i = 0; i < n; i++) {
    const u = cdf[i]!;
    largest = Math.max(largest, (i + 1) / n - u, u - i / n);
    cramerVonMises += (u - (i + 0.5) / n) ** 2;
    // Both tails by their logarithms: 1 - F would be 0 far out.
    andersonDarling -= ((2 * i + 1) / n) * (logCdf[i]! + logSurvival[n - 1 - i]!);
  }
  return { kolmogorovSmirnov: largest, andersonDarling, cramerVonMises };
}
