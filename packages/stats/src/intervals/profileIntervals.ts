import { Likelihood } from "../likelihood/likelihood.js";
import { condense } from "./condense.js";
import type { Interval } from "./interval.js";
import { type Maximum, Profile } from "./profile.js";

/** What √(2(l̂ - l)) at a limit may be off by, of some 2: in a limit it is as much of a standard error. */
const tolerance = 1e-6;

/** Profile intervals about a maximum. Of many observations they are found on fewer, and checked on all. */
export class ProfileIntervals {
  readonly #condensed: Maximum;
  readonly #all: Likelihood;
  #top: number | undefined;

  constructor(private readonly maximum: Maximum) {
    this.#condensed = condense(maximum);
    this.#all = new Likelihood(maximum.record, maximum.observations, []);
  }

  of(name: string, level: number, standardError: number): Interval {
    const profile = new Profile(this.#condensed, name);
    const interval = profile.interval(level, standardError);
    if (this.#condensed === this.maximum || [interval.low, interval.high].every(this.#isRight(profile)))
      return interval;
    return new Profile(this.maximum, name).interval(level, standardError);
  }

  /** Whether all observations say of a limit what the fewer say. */
  #isRight(profile: Profile): (limit: number) => boolean {
    return (limit) => {
      const { parameters, root } = profile.at(limit);
      if (!Number.isFinite(root) || !this.#all.covers(parameters)) return false;
      this.#top ??= this.#all.value(this.maximum.parameters);
      const exact = Math.sqrt(2 * Math.max(0, this.#top - this.#all.value(parameters)));
      return Math.abs(exact - Math.abs(root)) < tolerance;
    };
  }
}
