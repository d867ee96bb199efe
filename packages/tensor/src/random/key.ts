import type { Backend } from "../backend.js";
import { UsageError } from "../errors.js";
import { Tensor, uploadTensor } from "../tensor.js";
import { deriveKey } from "./deriveKey.js";
import { seedWords } from "./generator.js";
import { deriveKeyWords, hashString, purposes } from "./philox.js";

/**
 * The source of random tensors: 64 bits that never change. The same key gives the same numbers, so a program takes
 * a new key for each draw: `key = key.next()` from step to step, `key.split(n)` for n independent draws,
 * `key.fold("name")` for a draw that belongs to a name. None of them repeats numbers that another gives.
 */
export class Key {
  readonly #words: readonly [number, number] | Tensor;

  /**
   * From a seed, a safe integer, or from the words of a key that was saved. From an int32 tensor [2], such as a Variable
   * holds, the key stays on the tensor's backend, and so do the keys derived from it; the tensor remains the caller's.
   */
  constructor(seed: number | readonly [number, number] | Tensor) {
    if (seed instanceof Tensor) {
      if (seed.dtype !== "int32" || seed.rank !== 1 || seed.size !== 2)
        throw new UsageError(`Key: expected a tensor int32 [2], got ${seed}`);
      this.#words = seed;
    } else this.#words = typeof seed === "number" ? seedWords(seed) : [seed[0] >>> 0, seed[1] >>> 0];
  }

  /** The two uint32 words of the key. Of a key from a tensor they are read at once, which a compiled function can't. */
  get words(): readonly [number, number] {
    const words = this.#words;
    if (!(words instanceof Tensor)) return words;
    const [low, high] = words.dataSync();
    return [low! >>> 0, high! >>> 0];
  }

  /** The key after this one. */
  next(): Key {
    return this.#derive(0, purposes.next);
  }

  /** `count` independent keys. */
  split(count = 2): Key[] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Key.split: expected a count of keys, got ${count}`);
    return Array.from({ length: count }, (_, i) => this.#derive(i, purposes.split));
  }

  /** The key that belongs to a whole number (a step) or to a name (a layer's path) under this key. */
  fold(data: number | string): Key {
    const number = typeof data === "string" ? hashString(data) : data;
    if (!Number.isSafeInteger(number)) throw new UsageError(`Key.fold: expected a whole number, got ${data}`);
    return this.#derive(number, purposes.fold);
  }

  /** The key as an int32 tensor [2], the form in which a backend takes it: a new handle. */
  tensor(backend: Backend): Tensor {
    const words = this.#words;
    if (words instanceof Tensor) return words.alias();
    return uploadTensor(
      backend,
      Int32Array.from(words, (word) => word | 0),
      "int32",
      [2],
    );
  }

  #derive(data: number, purpose: number): Key {
    const words = this.#words;
    return new Key(
      words instanceof Tensor ? deriveKey(words, data, purpose) : deriveKeyWords(words, data, purpose),
    );
  }
}
