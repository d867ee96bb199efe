/** How a fit ended. Only `converged` means an interior maximum whose score is zero. */
export type Status =
  | { readonly kind: "converged" }
  /** The likelihood grows up to a limit of the parameters, which is what the result holds, or the nearest family member. */
  | { readonly kind: "boundary"; readonly parameter: string; readonly limit: number; readonly reason: string }
  /** The likelihood has no maximum: it is unbounded, as when all data are equal. */
  | { readonly kind: "degenerate"; readonly reason: string }
  /** Different parameters have the same likelihood. */
  | { readonly kind: "notIdentifiable"; readonly reason: string }
  /** The search ended before the score was zero; the reason says why. */
  | { readonly kind: "notConverged"; readonly reason: string };

export const converged: Status = { kind: "converged" };

/** Where all values are equal, so that the likelihood is unbounded. */
export function allEqual(value: number, parameter: string, limit = 0): Status {
  return {
    kind: "degenerate",
    reason: `all values are ${value}, and the likelihood grows without bound as ${parameter} goes to ${limit}`,
  };
}
