import { chainWord, publishedWord } from "./layout.js";

export type KernelFunction = (...args: number[]) => void;

/** A worker's instances of the modules that the main thread has published. */
export class ModuleReader {
  /** Every exported function, in the order of their numbers. */
  readonly functions: KernelFunction[] = [];
  #known = 0;
  /** The word with the address of the next link. */
  #word = chainWord;

  constructor(
    readonly memory: WebAssembly.Memory,
    readonly words: Int32Array,
  ) {}

  /** Instantiates what is new; false where this thread doesn't see yet how far the memory has grown. */
  catchUp(): boolean {
    for (; this.#known < Atomics.load(this.words, publishedWord); this.#known++) {
      const { memory } = this;
      const all = new Uint32Array(memory.buffer);
      const link = all[this.#word]! / 4;
      const length = all[link + 1];
      if (length === undefined || 4 * link + 8 + length > all.byteLength) return false;
      const bytes = new Uint8Array(memory.buffer, 4 * link + 8, length).slice();
      const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
      this.functions.push(...functionsOf(exports));
      this.#word = link;
    }
    return true;
  }
}

/** The exported functions in the module's own order, the same in every thread. */
export function functionsOf(exports: WebAssembly.Exports): KernelFunction[] {
  return Object.values(exports).filter((value) => typeof value === "function") as KernelFunction[];
}
