import type { Draws } from "../draws.js";
import { logPoisson } from "../special/poisson.js";

/**
 * A draw of the Poisson distribution: by searching up from 0 for small rates, by transformed rejection from 10 on (PTRS of
 * Hörmann 1993).
 */
export function drawPoisson(draws: Draws, rate: number): number {
  return rate < 10 ? bySearch(draws, rate) : byRejection(draws, rate);
}

function bySearch(draws: Draws, rate: number): number {
  let rest = draws.uniform();
  let k = 0;
  for (let mass = Math.exp(-rate); rest > mass && mass > 0; mass *= rate / ++k) rest -= mass;
  return k;
}

function byRejection(draws: Draws, rate: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(rate);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const simple = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = draws.uniform() - 0.5;
    const v = draws.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + rate + 0.43);
    if (edge >= 0.07 && v <= simple) return k;
    if (k < 0 || (edge < 0.013 && v > edge)) continue;
    if (Math.log((v * inverseAlpha) / (a / edge ** 2 + b)) <= logPoisson(k, rate)) return k;
  }
}
