import { Beta, type Distribution, type Interval } from "@mebae/stats";
import { UsageError } from "@mebae/tensor";
import { checkLevel } from "../proportion/checks.js";
import { conformalRank } from "./conformalQuantile.js";

export interface ExpectedCoverage {
  /** k/(n+1), over all calibration sets. */
  readonly mean: number;
  /** Where the coverage of one calibration set lies with this level. */
  readonly interval: Interval;
  /** Beta(k, n+1-k); undefined where n is too small for α, and everything is covered. */
  readonly law: Distribution<"alpha" | "beta"> | undefined;
}

/**
 * How often the sets that n examples calibrated will hold the truth. It depends on the examples that happened to be there:
 * their coverage is itself random, with the law
 *   Beta(k, n+1-k),   k = ⌈(n+1)(1-α)⌉
 * for exchangeable examples whose scores have no ties; with ties it is covered more often (Vovk 2012).
 * @param level of the interval; 0.95 by default
 * @throws UsageError for a count, α or level that can't be
 */
export function expectedCoverage(n: number, alpha: number, level = 0.95): ExpectedCoverage {
  if (!Number.isInteger(n) || n < 0)
    throw new UsageError(`expectedCoverage: expected a number of examples, got ${n}`);
  checkLevel("expectedCoverage", level);
  const rank = conformalRank(n, alpha);
  if (rank > n) return { mean: 1, interval: { low: 1, high: 1 }, law: undefined };
  const law = Beta({ alpha: rank, beta: n + 1 - rank });
  const tail = (1 - level) / 2;
  return {
    mean: rank / (n + 1),
    interval: { low: law.quantile(tail), high: law.quantile(1 - tail) },
    law,
  };
}
