import { UsageError } from "../errors.js";
import { execute } from "../execute.js";
import type { Scalar } from "../expression/scalar.js";
import { elementwiseOp } from "../ops/elementwise.js";
import { argSort } from "../ops/sort.js";
import { scope } from "../scope.js";
import type { Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { Key } from "./key.js";
import { type DrawOptions, randomBits } from "./randomBits.js";

interface Attributes extends Record<string, unknown> {
  readonly low: number;
  /** The upper and the lower 16 bits of the number of values. */
  readonly countHigh: number;
  readonly countLow: number;
}

/** low + ⌊bits·count/2³²⌋, the 64-bit product by 16-bit halves so that no backend needs wider integers. */
const integersOp = elementwiseOp<Attributes>({
  name: "randomIntegers",
  output: "int32",
  gradients: [],
  value: (bits: Scalar, { low, countHigh, countLow }: Attributes) => {
    const word = bits.bitcast("uint32");
    const wordHigh = word.shiftRight(16);
    const wordLow = word.and(0xffff);
    const middle = wordHigh.mul(countLow).add(wordLow.mul(countLow).shiftRight(16));
    const other = wordLow.mul(countHigh).add(middle.and(0xffff));
    const product = wordHigh.mul(countHigh).add(middle.shiftRight(16)).add(other.shiftRight(16));
    return product.bitcast("int32").add(low);
  },
});

/**
 * Whole numbers from low up to but not including high, as int32, the same on every backend. Both are int32 themselves;
 * a value's probability is off by at most (high - low)/2³². UsageError for an empty interval.
 */
export function randomIntegers(
  key: Key,
  shape: Shape,
  low: number,
  high: number,
  options: DrawOptions = {},
): Tensor {
  const whole = [low, high - 1].every((bound) => bound === (bound | 0));
  if (!whole || high <= low) {
    throw new UsageError(`randomIntegers: expected whole numbers low < high of int32, got [${low}, ${high})`);
  }
  const count = high - low;
  const attributes: Attributes = { low, countHigh: Math.floor(count / 65536), countLow: count % 65536 };
  return scope(() => execute(integersOp, [randomBits(key, shape, options)], attributes));
}

/** The numbers 0 … n-1 in random order, int32 [n], the same on every backend: the order that sorts n random words. */
export function permutation(key: Key, n: number, options: DrawOptions = {}): Tensor {
  if (!Number.isSafeInteger(n) || n < 0) throw new UsageError(`permutation: expected a count, got ${n}`);
  return scope(() => argSort(randomBits(key, [n], options)));
}
