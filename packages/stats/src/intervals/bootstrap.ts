import { type Key, UsageError } from "@mebae/tensor";
import { Draws } from "../draws.js";
import type { Parameters } from "../record.js";
import type { Steps } from "../steps.js";
import type { Interval } from "./interval.js";

/** Estimates of one parameter after another, by name, from resampled data. */
export type Refit = (draws: Draws) => Parameters | undefined;

/**
 * Estimates from `resamples` sets of data, each with its own key; those without a maximum are left out and counted.
 */
export function* bootstrap(
  refit: Refit,
  { key, resamples }: { readonly key: Key; readonly resamples: number },
): Steps<{ readonly estimates: Parameters[]; readonly failures: number }> {
  if (!Number.isSafeInteger(resamples) || resamples < 1)
    throw new UsageError(`bootstrap: expected a number of resamples, got ${resamples}`);
  const estimates: Parameters[] = [];
  let done = 0;
  while (done < resamples) {
    const estimate = refit(new Draws(key.fold(done)));
    if (estimate) estimates.push(estimate);
    done++;
    if ((yield done) === false) break;
  }
  return { estimates, failures: done - estimates.length };
}

/** The middle `level` of estimates (the percentile interval of Efron 1981). */
export function percentileInterval(values: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(values).sort();
  const at = (p: number) => {
    const place = p * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (sorted[above]! - sorted[below]!) * (place - below);
  };
  return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
