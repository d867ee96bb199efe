import type { Key } from "@mebae/tensor";
import { normalQuantile, philox4x32 } from "@mebae/tensor/scalar";

/** Endless independent draws under a key, one after the other; the same on every machine. */
export class Draws {
  readonly #words: readonly [number, number];
  #block = 0;
  #spare: number | undefined;

  constructor(key: Key) {
    this.#words = key.words;
  }

  /** Uniform on (0, 1): the middles of 2⁵² equal cells, so that neither end is drawn. */
  uniform(): number {
    const spare = this.#spare;
    if (spare !== undefined) {
      this.#spare = undefined;
      return spare;
    }
    const block = this.#block++;
    const words = philox4x32([block >>> 0, Math.floor(block / 2 ** 32), 0, 0], this.#words);
    this.#spare = fraction(words[2], words[3]);
    return fraction(words[0], words[1]);
  }

  /** Standard normal, by the quantile function. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Exponential of mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /**
   * Gamma of the given shape and scale 1: rejection from a cubed normal (Marsaglia & Tsang 2000), for shapes below 1 from
   * shape + 1 by the factor U^(1/shape).
   */
  gamma(shape: number): number {
    return Math.exp(this.logGamma(shape));
  }

  /** The logarithm of `gamma(shape)`, which doesn't underflow for tiny shapes. */
  logGamma(shape: number): number {
    if (shape < 1) return this.logGamma(shape + 1) + Math.log(this.uniform()) / shape;
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const z = this.normal();
      const root = 1 + c * z;
      if (root <= 0) continue;
      const logV = 3 * Math.log(root);
      if (Math.log(this.uniform()) < 0.5 * z * z + d * (1 - root ** 3 + logV)) return Math.log(d) + logV;
    }
  }
}

/** ((52 upper bits of two words) + ½)·2⁻⁵² */
function fraction(high: number, low: number): number {
  return (high * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;
}
