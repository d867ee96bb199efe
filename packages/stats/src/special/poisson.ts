import { logFactor } from "./gammaTail.js";

/** log(λˣ e^-λ/x!), without the cancellation of its parts for large x (Loader 2000); x ≥ 0, λ ≥ 0. */
export function logPoisson(x: number, rate: number): number {
  if (x === 0) return -rate;
  if (rate === 0) return -Infinity;
  return logFactor(x, rate) - Math.log(x);
}
