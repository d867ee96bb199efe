/** A step that was taken: its number and batch, and its loss where it is read. */
export interface StepTaken {
  readonly step: number;
  readonly examples: number;
  readonly loss: Promise<number> | undefined;
}

/** So many steps may be taken before the loss of the first of them has come. */
export const mostAhead = 4;

/** Steps whose losses are on their way: a device that computes beside the thread goes on meanwhile, and nothing waits for it. */
export class StepsAhead {
  readonly #steps: StepTaken[] = [];

  push(taken: StepTaken): void {
    // Whoever leaves the loop never asks for it.
    taken.loss?.catch(() => undefined);
    this.#steps.push(taken);
  }

  /** Takes out the oldest, until so many are left. */
  *beyond(most: number): Generator<StepTaken> {
    while (this.#steps.length > most) yield this.#steps.shift()!;
  }
}
