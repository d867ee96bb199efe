import { type ProfileRow, ProfileRows, type StepDescription } from "../fuse/describe.js";

/** Times kernels while it is the machine's `profiler`. */
export class Profiler {
  readonly #rows = new ProfileRows();

  /** Runs a kernel and adds its time, work and bytes to the row of that name. */
  time(step: StepDescription, run: () => void): void {
    const start = performance.now();
    run();
    this.#rows.add(step, performance.now() - start);
  }

  /** The totals of each kernel, the longest first. */
  rows(): ProfileRow[] {
    return this.#rows.rows();
  }
}
