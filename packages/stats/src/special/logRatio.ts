/** log(x/base) of positive numbers, with all its digits where x is near base, and where x/base over- or underflows. */
export function logRatio(x: number, base: number): number {
  const ratio = x / base;
  // x - base is exact here.
  if (ratio > 0.5 && ratio < 2) return Math.log1p((x - base) / base);
  return ratio > 1e-300 && ratio < 1e300 ? Math.log(ratio) : Math.log(x) - Math.log(base);
}
