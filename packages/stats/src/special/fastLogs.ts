/** The middles of 512 cells of [1, 2), their reciprocals and logarithms. */
const middles = Float64Array.from({ length: 512 }, (_, j) => 1 + (j + 0.5) / 512);
const reciprocals = middles.map((middle) => 1 / middle);
const logarithms = middles.map((middle) => Math.log(middle));
/** 2^(1022 - e), by which a number of exponent e - 1022 comes to [1, 2). */
const scales = Float64Array.from({ length: 2045 }, (_, e) => 2 ** (1022 - e));

/** Which of its two 32-bit words holds a number's sign, exponent and first digits: the one of 1 that isn't 0. */
const upper = upperWord();

function upperWord(): number {
  return new Int32Array(Float64Array.of(1).buffer)[1] === 0 ? 0 : 1;
}

/** Whether `fastLogs` takes all numbers between two. */
export function isInLogRange(least: number, greatest: number): boolean {
  return least > 1e-290 && greatest < 1e290;
}

/**
 * out[i] = log(x/2^exponent), x = values[from + i], with an error of an ulp of the larger of the result and 1, in half of the time
 * of Math.log. With x = 2^k·m and the middle c of m's cell it is k·log 2 + log c + log(1 + r), r = m/c - 1, of which |r| < 0.001
 * needs five terms.
 */
export function fastLogs(
  out: Float64Array,
  values: Float64Array,
  from: number,
  size: number,
  exponent: number,
): void {
  // In the function: to an optimizing compiler a bundle's outer variables are no constants.
  const [scaleOf, middleOf, reciprocalOf, logarithmOf, high] = [
    scales,
    middles,
    reciprocals,
    logarithms,
    upper,
  ];
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let i = 0; i < size; i++) {
    const word = words[2 * (from + i) + high]!;
    const k = (word >> 20) - 1023;
    const place = (word >> 11) & 511;
    const r = (values[from + i]! * scaleOf[k + 1022]! - middleOf[place]!) * reciprocalOf[place]!;
    const rest = r * r * (-0.5 + r * (1 / 3 + r * (-0.25 + r * 0.2)));
    out[i] = (k - exponent) * Math.LN2 + (logarithmOf[place]! + (r + rest));
  }
}
