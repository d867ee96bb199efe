/** One kernel of a prepared program. */
export interface StepDescription {
  /** The ops that it holds and the shape of its loops, e.g. "mul·add·sqrt → 3 outputs [784, 256]". */
  readonly name: string;
  /** Multiplications, additions and the like, as far as they are known. */
  readonly flops: number;
  /** Bytes of all that it reads and writes, each once. */
  readonly bytes: number;
}

/** How often and how long a kernel ran. */
export interface ProfileRow extends StepDescription {
  readonly calls: number;
  readonly milliseconds: number;
}

/** Times kernels while it is the machine's `profiler`. */
export class Profiler {
  readonly #rows = new Map<string, { -readonly [K in keyof ProfileRow]: ProfileRow[K] }>();

  /** Runs a kernel and adds its time, work and bytes to the row of that name. */
  time(step: StepDescription, run: () => void): void {
    const start = performance.now();
    run();
    const milliseconds = performance.now() - start;
    const row = this.#rows.get(step.name);
    if (!row) {
      const { name, flops, bytes } = step;
      this.#rows.set(name, { name, flops, bytes, calls: 1, milliseconds });
    } else {
      row.calls++;
      row.milliseconds += milliseconds;
      row.flops += step.flops;
      row.bytes += step.bytes;
    }
  }

  /** The totals of each kernel, the longest first. */
  rows(): ProfileRow[] {
    return [...this.#rows.values()].sort((a, b) => b.milliseconds - a.milliseconds);
  }
}
