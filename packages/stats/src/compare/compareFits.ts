import { UsageError } from "@mebae/tensor";
import type { FitResult } from "../fit/result.js";

/** What candidates are ranked by: of a fit, or of anything else that was fitted by maximum likelihood. */
export interface Candidate {
  readonly logLikelihood: number;
  readonly n: number;
  readonly k: number;
  readonly aic: number;
  readonly aicc: number;
  readonly bic: number;
}

export type Criterion = "aic" | "aicc" | "bic";

export interface Ranked<C extends Candidate> {
  readonly fit: C;
  readonly value: number;
  /** How far behind the best. */
  readonly difference: number;
  /** e^(-difference/2), divided by the sum over all candidates (Akaike weights; Burnham & Anderson 2002). */
  readonly weight: number;
}

/**
 * Fits of the same data, the best by an information criterion first; by AIC unless asked otherwise. Fits whose likelihood is
 * unbounded or not found are left out: nothing can be said of them.
 * @throws UsageError where the fits are of different numbers of observations
 */
export function compareFits<C extends Candidate>(
  fits: readonly C[],
  { by = "aic" }: { readonly by?: Criterion } = {},
): Ranked<C>[] {
  const usable = fits.filter((fit) => isComparable(fit) && Number.isFinite(fit[by]));
  const other = usable.find(({ n }) => n !== usable[0]!.n);
  if (other)
    throw new UsageError(
      `compareFits: expected fits of the same data, got ${usable[0]!.n} and ${other.n} observations`,
    );
  const sorted = usable.toSorted((a, b) => a[by] - b[by]);
  const differences = sorted.map((fit) => fit[by] - sorted[0]![by]);
  const total = differences.reduce((sum, difference) => sum + Math.exp(-difference / 2), 0);
  return sorted.map((fit, i) => ({
    fit,
    value: fit[by],
    difference: differences[i]!,
    weight: Math.exp(-differences[i]! / 2) / total,
  }));
}

function isComparable(fit: Candidate): boolean {
  const status = (fit as Partial<FitResult>).status?.kind ?? "converged";
  return status === "converged" || status === "boundary";
}
