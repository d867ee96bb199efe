/** Blocks begin at cache lines. */
const alignment = 64;

/**
 * The scratch memory of kernels: one block of the heap for all of them, as long as the most that one takes. Kernels say
 * at preparation how much they take, and a program has the block made so long before it writes anything: no run
 * allocates, and none can fail half-way for want of memory.
 */
export class Workspace {
  /** The most that a kernel prepared since the last `measure` takes. */
  #planned = 0;
  #block = 0;
  #bytes = 0;
  /** Bytes that runs which haven't ended hold. */
  #held = 0;

  constructor(
    readonly allocate: (bytes: number) => number,
    readonly free: (pointer: number) => void,
  ) {}

  /** Called by a kernel's preparation: a run of it will hold so many bytes. */
  plan(bytes: number): void {
    this.#planned = Math.max(this.#planned, bytes);
  }

  /** What `prepare` makes, and how many bytes its kernels take at most. */
  measure<T>(prepare: () => T): { readonly made: T; readonly bytes: number } {
    this.#planned = 0;
    const made = prepare();
    return { made, bytes: this.#planned };
  }

  /**
   * Makes sure of so many bytes, while no kernel runs.
   * @throws MemoryError when the heap is full.
   */
  require(bytes: number): void {
    if (bytes <= this.#bytes) return;
    this.giveBack();
    this.#block = this.allocate(bytes);
    this.#bytes = bytes;
  }

  /** Lends so many bytes for the time of `use`. A kernel inside of another one may find no more room, and gets a block of its own. */
  lend(bytes: number, use: (space: number) => void): void {
    const wanted = roundUp(bytes);
    if (this.#held === 0) this.require(wanted);
    const start = this.#held;
    const fits = start + wanted <= this.#bytes;
    const space = fits ? this.#block + start : this.allocate(wanted);
    if (fits) this.#held += wanted;
    try {
      use(space);
    } finally {
      this.#held = start;
      if (!fits) this.free(space);
    }
  }

  /** Gives the heap what nobody holds now; whether there was anything. */
  giveBack(): boolean {
    if (this.#bytes === 0 || this.#held > 0) return false;
    this.free(this.#block);
    this.#bytes = 0;
    return true;
  }
}

function roundUp(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
