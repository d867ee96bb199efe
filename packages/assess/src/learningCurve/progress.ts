import type { PlannedRun } from "./runs.js";

export interface CurveProgress {
  /** What is being learned from. */
  readonly size: number;
  /** Counted from 1. */
  readonly repeat: number;
  /** Of all examples that are to be learned from, over sizes and repeats, from 0 to 1. */
  readonly done: number;
  /** Trainings that are finished, the running one counting as the part that is done of it, and how many there are to be. */
  readonly finished: number;
  readonly runs: number;
  /** Examples learned from in a second, since the start; kept results don't count. 0 before the first. */
  readonly rate: number;
  /** Estimated by the rate, which is fair to learners whose time grows as their examples do; undefined before there is one. */
  readonly secondsLeft?: number;
}

/** Tells how far a curve has come. A result that took no learning moves `done`, not the rate. */
export class Pace {
  readonly #tell: ((progress: CurveProgress) => void) | undefined;
  readonly #total: number;
  readonly #runs: number;
  #finished = 0;
  #done = 0;
  #learned = 0;
  #seconds = 0;
  #began: number | undefined;

  constructor(planned: readonly PlannedRun[], tell: ((progress: CurveProgress) => void) | undefined) {
    this.#tell = tell;
    this.#total = planned.reduce((sum, { size }) => sum + size, 0);
    this.#runs = planned.length;
  }

  /** A part of a run is done, from 0 to 1. */
  at(run: PlannedRun, part: number): void {
    this.#began ??= performance.now();
    const seconds = this.#seconds + (performance.now() - this.#began) / 1000;
    this.#report(run, part, seconds);
  }

  /** A run is done in `seconds`, 0 where it was kept. */
  finish(run: PlannedRun, seconds: number): void {
    const { size } = run;
    this.#began = undefined;
    this.#finished++;
    this.#done += size;
    if (seconds > 0) this.#learned += size;
    this.#seconds += seconds;
    this.#report(run, 0, this.#seconds);
  }

  #report({ size, repeat }: PlannedRun, part: number, seconds: number): void {
    const more = part * size;
    const rate = seconds > 0 ? (this.#learned + more) / seconds : 0;
    const left = this.#total - this.#done - more;
    this.#tell?.({
      ...{ size, repeat: repeat + 1, rate, finished: this.#finished + part, runs: this.#runs },
      done: (this.#done + more) / this.#total,
      ...(rate > 0 && { secondsLeft: left / rate }),
    });
  }
}
