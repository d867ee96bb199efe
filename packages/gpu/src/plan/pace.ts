import type { GpuDevice } from "../device/device.js";

/** Submissions on their way that keep a device busy while the host records the next. */
const mostAhead = 4;

/** How far the device is behind what was submitted. */
export class Pace {
  /** Ends of submissions that are on their way, the oldest first. */
  readonly #ends: Promise<void>[] = [];
  /** Whether the last submission's end isn't among them. */
  #isOpen = false;

  constructor(readonly device: GpuDevice) {}

  /** Something was submitted. A caller that never waits would pile up promises: not every end is asked for then. */
  submitted(): void {
    this.#isOpen = this.#ends.length >= 2 * mostAhead;
    if (!this.#isOpen) this.#askForEnd();
  }

  /** Waits until few enough submissions are on their way. */
  async ready(): Promise<void> {
    if (this.#isOpen) this.#askForEnd();
    while (this.#ends.length > mostAhead) await this.#ends[0];
  }

  #askForEnd(): void {
    this.#isOpen = false;
    // A lost device may refuse to tell; whoever called hears of it by `check`.
    const done = this.device.gpu.queue.onSubmittedWorkDone().catch(() => undefined);
    const end: Promise<void> = done.then(() => void this.#ends.splice(0, this.#ends.indexOf(end) + 1));
    this.#ends.push(end);
  }
}
