import { expectedCoverage } from "@mebae/assess";
import { Generator } from "@mebae/tensor";
import { lgamma } from "@mebae/tensor/scalar";
import { kolmogorovSmirnov } from "./kolmogorovSmirnov.ts";

export interface Judged {
  readonly mean: number;
  /** [1-α, 1-α+1/(n+1)], where the mean over all calibration sets lies. */
  readonly low: number;
  readonly high: number;
  /** k/(n+1): that mean. */
  readonly expected: number;
  /** (mean - expected)/standard error. */
  readonly z: number;
  /** Kolmogorov and Smirnov's p-value of the coverages under Beta(k, n+1-k). */
  readonly pBeta: number;
}

/** Coverages of many calibration sets of n examples beside their law. */
export function judge(coverages: readonly number[], n: number, alpha: number): Judged {
  const { law, mean: expected } = expectedCoverage(n, alpha);
  const mean = coverages.reduce((a, b) => a + b) / coverages.length;
  const error = Math.sqrt(law!.variance / coverages.length);
  return {
    mean,
    low: 1 - alpha,
    high: 1 - alpha + 1 / (n + 1),
    expected,
    z: (mean - expected) / error,
    pBeta: kolmogorovSmirnov(coverages, (x) => law!.cdf(x)).pValue,
  };
}

/**
 * The same for re-splits of one finite set. Its scores being different, n of the N = n+m drawn without replacement calibrate, and the
 * number J of the m others that is covered depends on ranks alone:
 *   J ~ BetaBinomial(m; k, n+1-k)
 * exactly, and independently from one re-split to the next, whatever the set. F(J-1) + V·P(J), V uniform, is uniform then: this is what
 * the p-value tests.
 */
export function exactPValue(covered: readonly number[], m: number, n: number, alpha: number): number {
  const { alpha: k, beta: rest } = expectedCoverage(n, alpha).law!.parameters;
  const logBeta = (a: number, b: number) => lgamma(a) + lgamma(b) - lgamma(a + b);
  const below = new Float64Array(m + 2);
  for (let j = 0; j <= m; j++) {
    const log =
      lgamma(m + 1) - lgamma(j + 1) - lgamma(m - j + 1) + logBeta(j + k, m - j + rest) - logBeta(k, rest);
    below[j + 1] = below[j]! + Math.exp(log);
  }
  const generator = new Generator(17);
  const places = covered.map((j) => below[j]! + generator.uniform() * (below[j + 1]! - below[j]!));
  return kolmogorovSmirnov(places, (x) => x).pValue;
}
