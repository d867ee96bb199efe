/** Blocks begin at cache lines. */
const alignment = 64;

/**
 * The memory of programs' temporaries and kernels' scratch: one block of the heap for all, as long as the most that a
 * program takes, since one runs at a time. Kernels say at preparation how much they take, and the block is made so long
 * before a program writes anything: no run allocates after the first, and none fails half-way for want of memory.
 */
export class Workspace {
  /** What has been planned since the last `measure`. */
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
    this.#planned += roundUp(bytes);
  }

  /** The kernel that `prepare` makes, and how many bytes it takes with all kernels inside of it. */
  measure<T>(prepare: () => T): { readonly made: T; readonly bytes: number } {
    this.#planned = 0;
    const made = prepare();
    return { made, bytes: this.#planned };
  }

  #require(bytes: number): void {
    if (bytes <= this.#bytes) return;
    this.giveBack();
    this.#block = this.allocate(bytes);
    this.#bytes = bytes;
  }

  /**
   * Lends so many bytes for the time of `use`, in which others may be lent `more`. A kernel inside of another one may find
   * no more room, and gets a block of its own.
   */
  lend(bytes: number, use: (space: number) => void, more = 0): void {
    const wanted = roundUp(bytes);
    if (this.#held === 0) this.#require(wanted + more);
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
