/** e of the power of two 2^e at or about x > 0, by which what is of x's size becomes about 1; 0 for 0. */
export function exponentOf(x: number): number {
  return x === 0 ? 0 : Math.max(-1074, Math.min(1023, Math.floor(Math.log2(x))));
}

/** The power of two at or below x, so that dividing by it rounds nothing; 1 for 0. */
export function powerOfTwo(x: number): number {
  return x === 0 ? 1 : 2 ** Math.max(-1022, exponentOf(x));
}

/** Of the largest of the values in size. */
export function exponentOfLargest(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  return exponentOf(largest);
}

/** In one factor only as far as 2^exponent is a number. */
const step = 1000;

/** x·2^exponent, which rounds nothing but what is below the normal numbers; ±Infinity and 0 where float64 holds no more. */
export function timesPowerOfTwo(x: number, exponent: number): number {
  let [result, rest] = [x, exponent];
  for (; rest > step; rest -= step) result *= 2 ** step;
  for (; rest < -step; rest += step) result *= 2 ** -step;
  return result * 2 ** rest;
}

/** log(x·2^exponent), whether or not float64 holds the product. */
export function logOfScaled(x: number, exponent: number): number {
  const product = timesPowerOfTwo(x, exponent);
  const isHeld = product > 2 ** -1000 && product < Infinity;
  return isHeld || x === 0 ? Math.log(product) : Math.log(x) + exponent * Math.LN2;
}
