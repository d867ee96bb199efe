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
 * `key.each(names)` holds a key for each row of what is drawn, so that a row depends on its name and not on its place.
 */
export class Key {
  /** Two words; of a key for each row two a row, one row after another. */
  #words: readonly [number, number] | Int32Array | Tensor;

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

  /** How many rows this is a key for each of; undefined of a key for all that is drawn. */
  get rows(): number | undefined {
    return this.#words instanceof Int32Array ? this.#words.length / 2 : undefined;
  }

  /**
   * The two uint32 words of the key. Of a key from a tensor they are read at once, which a compiled function can't.
   * UsageError of a key for each row, which has two a row.
   */
  get words(): readonly [number, number] {
    const words = this.#words;
    if (words instanceof Int32Array)
      throw new UsageError(`Key.words: this is a key for each of ${words.length / 2} rows`);
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

  /**
   * A key for each row: row i's is `fold(names[i])`. Draws with it have as many rows as there are names, and row i is what
   * that key alone would give for the shape of a row.
   */
  each(names: ArrayLike<number>): Key {
    const parent = this.words;
    const rows = new Int32Array(2 * names.length);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (!Number.isSafeInteger(name)) throw new UsageError(`Key.each: expected whole numbers, got ${name}`);
      rows.set(deriveKeyWords(parent, name, purposes.fold), 2 * i);
    }
    return Key.#ofRows(rows);
  }

  static #ofRows(rows: Int32Array): Key {
    const key = new Key(0);
    key.#words = rows;
    return key;
  }

  /** The key as an int32 tensor [2], the form in which a backend takes it; [rows, 2] of a key for each row. A new handle. */
  tensor(backend: Backend): Tensor {
    const words = this.#words;
    if (words instanceof Tensor) return words.alias();
    if (words instanceof Int32Array) return uploadTensor(backend, words, "int32", [words.length / 2, 2]);
    return uploadTensor(
      backend,
      Int32Array.from(words, (word) => word | 0),
      "int32",
      [2],
    );
  }

  #derive(data: number, purpose: number): Key {
    const words = this.#words;
    if (words instanceof Int32Array) {
      const rows = new Int32Array(words.length);
      for (let i = 0; i < rows.length; i += 2)
        rows.set(deriveKeyWords([words[i]! >>> 0, words[i + 1]! >>> 0], data, purpose), i);
      return Key.#ofRows(rows);
    }
    return new Key(
      words instanceof Tensor ? deriveKey(words, data, purpose) : deriveKeyWords(words, data, purpose),
    );
  }
}
