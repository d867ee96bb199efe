import { UsageError } from "../errors.js";
import { foldKeyWords, hashString, philox4x32, purposes, type Words4 } from "./philox.js";

/**
 * A stream of random numbers on the host, for work that isn't tensors: shuffling rows, drawing strokes. It
 * counts through the Philox blocks of one key, so its place is a number that a checkpoint can keep.
 */
export class Generator {
  readonly #key: readonly [number, number];
  #words: Words4 = [0, 0, 0, 0];
  #block = -1;
  /** How many 32-bit words have been drawn; set it to go on where a saved stream stopped. */
  position = 0;

  constructor(seed: number | readonly [number, number]) {
    this.#key = typeof seed === "number" ? seedWords(seed) : [seed[0] >>> 0, seed[1] >>> 0];
  }

  /** An independent stream named by a number or a string; the same name gives the same stream. */
  fold(name: number | string): Generator {
    return new Generator(foldKeyWords(this.#key, typeof name === "string" ? hashString(name) : name));
  }

  /** 32 random bits, as a uint32. */
  bits(): number {
    const block = Math.floor(this.position / 4);
    if (block !== this.#block) {
      this.#words = philox4x32([block >>> 0, Math.floor(block / 0x100000000), 0, purposes.draw], this.#key);
      this.#block = block;
    }
    return this.#words[this.position++ % 4]!;
  }

  /** A float64 in [low, high), 53 random bits. */
  uniform(low = 0, high = 1): number {
    const a = this.bits() >>> 5;
    const b = this.bits() >>> 6;
    return low + (high - low) * ((a * 67108864 + b) / 9007199254740992);
  }

  /** A normal draw, by Box and Muller's polar-free form; two words of 53 bits a draw. */
  normal(mean = 0, standardDeviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + standardDeviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** A whole number in [low, high). */
  integer(low: number, high: number): number {
    if (!(high > low)) throw new UsageError(`integer: the interval [${low}, ${high}) is empty`);
    return low + Math.floor(this.uniform() * (high - low));
  }

  /** The numbers 0 … n-1 in random order (Fisher and Yates). */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.integer(0, i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }
}

/** The two key words of a seed: its low and high 32 bits. */
export function seedWords(seed: number): [number, number] {
  if (!Number.isSafeInteger(seed)) throw new UsageError(`a seed is a safe integer, not ${seed}`, { seed });
  return [seed >>> 0, Math.floor(seed / 0x100000000) >>> 0];
}
