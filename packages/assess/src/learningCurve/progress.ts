import type { PlannedRun } from "./runs.js";

export interface CurveProgress {
  /** What is being learned from. */
  readonly size: number;
  /** Counted from 1. */
  readonly repeat: number;
  /** Of all examples that are to be learned from, over sizes and repeats, from 0 to 1. */
  readonly done: number;
  /** Examples learned from in a second, since the start; kept results don't count. 0 before the first. */
  readonly rate: number;
  /** Estimated by the rate, which is fair to learners whose time grows as their examples do; undefined before there is one. */
  readonly secondsLeft?: number;
}

/** Tells how far a curve has come. A result that took no learning moves `done`, not the rate. */
export class Pace {
  readonly #tell: ((progress: CurveProgress) => void) | undefined;
  readonly #total: number;
  #done = 0;
  #learned = 0;
  #seconds = 0;
  #began: number | undefined;

  constructor(planned: readonly PlannedRun[], tell: ((progress: CurveProgress) => void) | undefined) {
    this.#tell = tell;
    this.#total = planned.reduce((sum, { size }) => sum + size, 0);
  }

  /** A part of a run is done, from 0 to 1. */
  at({ size, repeat }: PlannedRun, part: number): void {
    this.#began ??= performance.now();
    const seconds = this.#seconds + (performance.now() - this.#began) / 1000;
    this.#report(size, repeat, part * size, seconds);
  }

  /** A run is done in `seconds`, 0 where it was kept. */
  finish({ size, repeat }: PlannedRun, seconds: number): void {
    this.#began = undefined;
    this.#done += size;
    if (seconds > 0) this.#learned += size;
    this.#seconds += seconds;
    this.#report(size, repeat, 0, this.#seconds);
  }

  #report(size: number, repeat: number, more: number, seconds: number): void {
    const rate = seconds > 0 ? (this.#learned + more) / seconds : 0;
    const left = this.#total - this.#done - more;
    this.#tell?.({
      ...{ size, repeat: repeat + 1, rate },
      done: (this.#done + more) / this.#total,
      ...(rate > 0 && { secondsLeft: left / rate }),
    });
  }
}
