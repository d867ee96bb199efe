import { digamma, polygamma } from "@mebae/tensor/scalar";
import { logMinusDigamma } from "../special/stirling.js";

/**
 * k with log k - ψ(k) = deficit > 0, by Newton's steps for 1/k (Minka 2002, "Estimating a Gamma distribution"), for k from
 * 1e-300 to 1e15.
 */
export function gammaShape(deficit: number): number {
  const s = deficit;
  let k = s > 1e10 ? 1 / s : (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s);
  for (let step = 0; step < 50; step++) {
    // k²·(ψ′(k) - 1/k), ½ for a large k.
    const bend = k > 1e4 ? 0.5 + 1 / (6 * k) : k * k * polygamma(1, k) - k;
    const change = (logMinusDigamma(k) - s) / bend;
    // 1/k_new = 1/k - change, and never below half of it.
    const factor = 1 / Math.max(0.5, 1 - change * k);
    k *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return k;
}

/** k with ψ(k) = y, by Newton's steps from Minka's (2003) first guess. */
export function inverseDigamma(y: number): number {
  let k = y >= -2.22 ? Math.exp(y) + 0.5 : -1 / (y + 0.5772156649015329);
  for (let step = 0; step < 50; step++) {
    const change = (digamma(k) - y) / polygamma(1, k);
    k = Math.max(k / 10, k - change);
    if (Math.abs(change) <= 1e-15 * k) break;
  }
  return k;
}
