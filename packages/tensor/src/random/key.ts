import type { Backend } from "../backend.js";
import { UsageError } from "../errors.js";
import { type Tensor, uploadTensor } from "../tensor.js";
import { seedWords } from "./generator.js";
import { deriveKeyWords, foldKeyWords, hashString, purposes } from "./philox.js";

/**
 * The source of random tensors: 64 bits that never change. The same key gives the same numbers, so a program takes
 * a new key for each draw: `key = key.next()` from step to step, `key.split(n)` for n independent draws,
 * `key.fold("name")` for a draw that belongs to a name. None of them repeats numbers that another gives.
 */
export class Key {
  /** The two uint32 words of the key. */
  readonly words: readonly [number, number];

  /** From a seed, a safe integer, or from the words of a key that was saved. */
  constructor(seed: number | readonly [number, number]) {
    this.words = typeof seed === "number" ? seedWords(seed) : [seed[0] >>> 0, seed[1] >>> 0];
  }

  /** The key after this one. */
  next(): Key {
    return new Key(deriveKeyWords(this.words, 0, purposes.next));
  }

  /** `count` independent keys. */
  split(count = 2): Key[] {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new UsageError(`Key.split: expected a count of keys, got ${count}`);
    return Array.from({ length: count }, (_, i) => new Key(deriveKeyWords(this.words, i, purposes.split)));
  }

  /** The key that belongs to a whole number (a step) or to a name (a layer's path) under this key. */
  fold(data: number | string): Key {
    const number = typeof data === "string" ? hashString(data) : data;
    if (!Number.isSafeInteger(number)) throw new UsageError(`Key.fold: expected a whole number, got ${data}`);
    return new Key(foldKeyWords(this.words, number));
  }

  /** The key as an int32 tensor [2], the form in which a backend takes it. */
  tensor(backend: Backend): Tensor {
    return uploadTensor(
      backend,
      Int32Array.from(this.words, (word) => word | 0),
      "int32",
      [2],
    );
  }
}
