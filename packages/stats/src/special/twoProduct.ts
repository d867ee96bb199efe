/** 2²⁷ + 1 splits a number of 53 bits into two of 26. */
const splitter = 134217729;

/** a - b·c with the product unrounded (Dekker 1971), so that nothing is lost where the two nearly cancel; b, c below 1e300. */
export function minusProduct(a: number, b: number, c: number): number {
  const product = b * c;
  const bHigh = splitter * b - (splitter * b - b);
  const cHigh = splitter * c - (splitter * c - c);
  const bLow = b - bHigh;
  const cLow = c - cHigh;
  const rest = bHigh * cHigh - product + bHigh * cLow + bLow * cHigh + bLow * cLow;
  return a - product - rest;
}
