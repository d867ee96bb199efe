export interface Pace {
  readonly examplesPerSecond: number;
  readonly secondsLeft: number;
}

/** Examples a second and the time left, from the beginning of the run on, so that epochs' ends count too. */
export class Rate {
  readonly #began = performance.now();
  readonly #steps: number;
  #examples = 0;
  #done = 0;

  /** @param steps how many steps are to come */
  constructor(steps: number) {
    this.#steps = steps;
  }

  add(examples: number): Pace {
    const seconds = Math.max(performance.now() - this.#began, 1e-3) / 1000;
    this.#examples += examples;
    this.#done++;
    return {
      examplesPerSecond: this.#examples / seconds,
      secondsLeft: ((this.#steps - this.#done) * seconds) / this.#done,
    };
  }
}
