import { type ProfileRow, ProfileRows, type StepDescription } from "@mebae/tensor/backend";
import type { GpuDevice } from "../device/device.js";
import type { Clock } from "./clock.js";

/** The host's clock, where the device tells no times: it hears of the end of submissions, not of kernels. */
export class HostClock implements Clock {
  readonly kind = "host";
  readonly #rows = new ProfileRows();
  #steps: StepDescription[] = [];
  /** When the last submission had ended. */
  #free = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(readonly device: GpuDevice) {}

  begin(step: StepDescription): void {
    this.#steps.push(step);
  }

  pass(): undefined {
    return undefined;
  }

  submitted(): void {
    const steps = this.#steps;
    this.#steps = [];
    if (steps.length === 0) return;
    const start = performance.now();
    const done = this.device.gpu.queue.onSubmittedWorkDone();
    this.#running = this.#running.then(async () => {
      await done;
      const now = performance.now();
      const sum = (of: (step: StepDescription) => number) =>
        steps.reduce((total, step) => total + of(step), 0);
      const all = { flops: sum(({ flops }) => flops), bytes: sum(({ bytes }) => bytes) };
      const name = steps.length > 1 ? `submission of ${steps.length} kernels` : steps[0]!.name;
      this.#rows.add({ name, ...all }, now - Math.max(start, this.#free));
      this.#free = now;
    });
  }

  async rows(): Promise<ProfileRow[]> {
    await this.#running;
    return this.#rows.rows();
  }
}
