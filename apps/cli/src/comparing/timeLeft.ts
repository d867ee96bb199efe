import type { CompareProgress } from "@mebae/assess";

/**
 * How long a comparison will still take: each fold of a learner as long as its longest so far, as those that were kept by an
 * interrupted run take no time. Learners that haven't had a fold yet count as nothing; the network, which takes
 * longest, comes first.
 */
export class TimeLeft {
  readonly #longest = new Map<string, number>();
  readonly #folds: number;
  #began = 0;
  #finished = 0;

  /** @param folds of all repeats together */
  constructor(
    readonly learners: readonly string[],
    folds: number,
    readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.#folds = folds;
    this.#began = now();
  }

  /** Seconds left, or undefined before there is anything to go by. */
  after({ learner, done }: Pick<CompareProgress, "learner" | "done">): number | undefined {
    const count = this.learners.length;
    const finished = Math.floor(done * this.#folds * count + 1e-6);
    const now = this.now();
    if (finished > this.#finished) {
      const seconds = Math.max(now - this.#began, this.#longest.get(learner) ?? 0);
      this.#longest.set(learner, seconds);
      this.#finished = finished;
      this.#began = now;
    }
    const part = done * this.#folds * count - finished;
    return this.#rest(finished, part, now - this.#began);
  }

  /** Learners take turns in their order, so that the number of finished folds tells who has how many left. */
  #rest(finished: number, part: number, elapsed: number): number | undefined {
    const count = this.learners.length;
    let seconds = 0;
    for (const [i, name] of this.learners.entries()) {
      const left = this.#folds - Math.floor((finished + count - 1 - i) / count);
      const running = finished % count === i && part > 0.05;
      const each = Math.max(this.#longest.get(name) ?? 0, running ? elapsed / part : 0);
      seconds += left * each - (finished % count === i ? Math.min(elapsed, each) : 0);
    }
    return seconds > 0 ? seconds : undefined;
  }
}
