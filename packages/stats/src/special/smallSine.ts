/** sin u for |u| ≤ π/4, by its Taylor series, given u². */
export function smallSine(u: number, uu: number): number {
  let sum = 1 / 355687428096000;
  sum = sum * uu - 1 / 1307674368000;
  sum = sum * uu + 1 / 6227020800;
  sum = sum * uu - 1 / 39916800;
  sum = sum * uu + 1 / 362880;
  sum = sum * uu - 1 / 5040;
  sum = sum * uu + 1 / 120;
  sum = sum * uu - 1 / 6;
  return u + u * uu * sum;
}

/** cos u for |u| ≤ π/4, given u². */
export function smallCosine(uu: number): number {
  let sum = 1 / 20922789888000;
  sum = sum * uu - 1 / 87178291200;
  sum = sum * uu + 1 / 479001600;
  sum = sum * uu - 1 / 3628800;
  sum = sum * uu + 1 / 40320;
  sum = sum * uu - 1 / 720;
  sum = sum * uu + 1 / 24;
  sum = sum * uu - 0.5;
  return 1 + uu * sum;
}
