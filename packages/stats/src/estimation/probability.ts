import type { Estimate } from "../record.js";

/** A probability inside of its bounds to start from: with half a success and half a failure more than there were. */
export function probabilityStart(successes: number, trials: number): number {
  return (successes + 0.5) / (trials + 1);
}

/** A probability from the share of successes, which is at its boundary where all trials ended alike. */
export function probabilityOf(share: number): Estimate<"probability"> {
  if (share > 0 && share < 1) return { parameters: { probability: share } };
  const limit = share > 0 ? 1 : 0;
  const reason = limit === 1 ? "every trial succeeded" : "no trial succeeded";
  return {
    parameters: { probability: limit },
    status: { kind: "boundary", parameter: "probability", limit, reason },
  };
}
