/** What is known of a learner before it has learned. */
export interface Expected {
  readonly name: string;
  /** About how long it may learn each time. */
  readonly budgetSeconds?: number | undefined;
}

/** Where learners are that take turns. */
export interface Turn {
  readonly learner: string;
  /** Of all turns of all learners, from 0 to 1. */
  readonly done: number;
}

/**
 * How long learners that take turns will still need: each turn as long as the learner's longest so far, or its budget
 * before it has had one. Within a turn its own pace counts as much as is done of it: early it says little, as what
 * comes first may be slow and the rest fast. Learners of which nothing is known count as nothing; the
 * network, which takes longest, comes first.
 */
export class TimeLeft {
  readonly #longest = new Map<string, number>();
  #began: number;
  #finished = 0;
  #learns = false;

  /** @param turns of each learner */
  constructor(
    readonly learners: readonly Expected[],
    readonly turns: number,
    readonly now: () => number = () => performance.now() / 1000,
  ) {
    this.#began = now();
  }

  /** Seconds left, or undefined before there is anything to go by. */
  after({ learner, done }: Turn): number | undefined {
    const place = done * this.turns * this.learners.length;
    const finished = Math.floor(place + 1e-6);
    const now = this.now();
    if (finished > this.#finished) {
      this.#finish(learner, now - this.#began);
      this.#finished = finished;
      this.#began = now;
    }
    const part = Math.max(0, place - finished);
    if (part > 1e-6) this.#learns = true;
    return this.#rest(finished, part, now - this.#began);
  }

  /** A turn that an interrupted run kept takes no time, and says nothing where a budget says something. */
  #finish(name: string, seconds: number): void {
    const isKept = !this.#learns && this.#budgetOf(name) !== undefined;
    this.#learns = false;
    if (!isKept) this.#longest.set(name, Math.max(seconds, this.#longest.get(name) ?? 0));
  }

  #budgetOf(name: string): number | undefined {
    return this.learners.find((each) => each.name === name)?.budgetSeconds;
  }

  /** Learners take turns in their order, so that the number of finished ones tells who has how many left. */
  #rest(finished: number, part: number, elapsed: number): number | undefined {
    const count = this.learners.length;
    let seconds = 0;
    for (const [i, learner] of this.learners.entries()) {
      const left = this.turns - Math.floor((finished + count - 1 - i) / count);
      const isRunning = finished % count === i && left > 0;
      if (!isRunning) seconds += left * (this.#known(learner) ?? 0);
      else {
        const rest = this.#restOfTurn(learner, part, elapsed);
        // Those after it take as long as was known, unless this one takes longer already.
        seconds += rest + (left - 1) * Math.max(this.#known(learner) ?? 0, part > 0 ? elapsed + rest : 0);
      }
    }
    return seconds > 0 ? seconds : undefined;
  }

  #known({ name, budgetSeconds }: Expected): number | undefined {
    return this.#longest.get(name) ?? budgetSeconds;
  }

  #restOfTurn(learner: Expected, part: number, elapsed: number): number {
    const known = this.#known(learner) ?? 0;
    if (learner.budgetSeconds !== undefined) return (1 - part) * ((1 - part) * known + elapsed);
    const pace = part > 0.05 ? elapsed / part : 0;
    return Math.max(0, Math.max(known, pace) - elapsed);
  }
}
