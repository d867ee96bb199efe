import type { StartEvent, StepEvent } from "@mebae/training";
import type { Progress, Report } from "../report.js";

/** Milliseconds between two messages about steps: a page that draws 60 times a second needs no more. */
const between = 40;

/** Gathers the losses of steps into messages. */
export class StepReports {
  readonly #tell: (report: Report) => void;
  #losses: [number, number][] = [];
  #progress: Progress | undefined;
  #told = 0;

  constructor(tell: (report: Report) => void) {
    this.#tell = tell;
  }

  begin({ step, steps, epochs }: StartEvent): void {
    this.#progress = { step, steps, epoch: 1, epochs, examplesPerSecond: 0, secondsLeft: Number.NaN };
  }

  add({ step, steps, epoch, loss, examplesPerSecond, secondsLeft }: StepEvent, epochs: number): void {
    if (loss !== undefined) this.#losses.push([step, loss]);
    this.#progress = { step, steps, epoch, epochs, examplesPerSecond, secondsLeft };
    if (performance.now() - this.#told >= between) this.flush();
  }

  flush(): void {
    if (!this.#progress || this.#losses.length === 0) return;
    this.#tell({ type: "steps", losses: this.#losses, progress: this.#progress });
    this.#losses = [];
    this.#told = performance.now();
  }
}
