/** What lets the page hold a loop in the worker, and end it. */
export class Turns {
  isStopped = false;
  #gate: Promise<void> | undefined;
  #open: (() => void) | undefined;

  pause(): void {
    this.#gate ??= new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  resume(): void {
    this.#open?.();
    this.#gate = undefined;
  }

  stop(): void {
    this.isStopped = true;
    this.resume();
  }

  /** Waits while it is paused; false where the loop must end. */
  async mayGoOn(): Promise<boolean> {
    await this.#gate;
    return !this.isStopped;
  }
}
