import { Key, UsageError } from "@mebae/tensor";
import { expectKnownOptions } from "../knownOptions.js";
import { normalRadius } from "./interval.js";

export interface IntervalOptions {
  /** 0.95 by default. */
  readonly level?: number;
  /**
   * `profile`, the default, follows the likelihood itself; `wald` is its quadratic approximation, at once; `bootstrap` refits
   * resampled data and needs no regularity.
   */
  readonly method?: "profile" | "wald" | "bootstrap";
  /** Of the bootstrap; `new Key(0)` by default. */
  readonly key?: Key;
  /** Of the bootstrap; 1000 by default. */
  readonly resamples?: number;
}

/**
 * The options with their defaults, the method by default the one that is given.
 * @throws UsageError for an unknown one, or a value that won't do
 */
export function readIntervalOptions(
  options: IntervalOptions,
  usual: Required<IntervalOptions>["method"] = "profile",
): Required<IntervalOptions> {
  expectKnownOptions("confidenceIntervals", options, ["level", "method", "key", "resamples"]);
  const { level = 0.95, method = usual, key = new Key(0), resamples = 1000 } = options;
  normalRadius(level);
  if (!["profile", "wald", "bootstrap"].includes(method))
    throw new UsageError(`confidenceIntervals: expected a method profile, wald or bootstrap, got ${method}`);
  if (!(key instanceof Key)) throw new UsageError(`confidenceIntervals: expected a Key, got ${key}`);
  return { level, method, key, resamples };
}
