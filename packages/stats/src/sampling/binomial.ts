import type { Draws } from "../draws.js";
import { logBinomial } from "../special/binomial.js";

/**
 * A draw of the binomial distribution: by searching up from 0 for few expected successes, by transformed rejection otherwise
 * (BTRS of Hörmann 1993), of failures where they are fewer.
 */
export function drawBinomial(draws: Draws, trials: number, probability: number): number {
  if (probability > 0.5) return trials - drawBinomial(draws, trials, 1 - probability);
  return trials * probability < 10
    ? bySearch(draws, trials, probability)
    : byRejection(draws, trials, probability);
}

function bySearch(draws: Draws, trials: number, probability: number): number {
  const odds = probability / (1 - probability);
  let rest = draws.uniform();
  let k = 0;
  for (let mass = Math.exp(trials * Math.log1p(-probability)); rest > mass && k < trials; k++) {
    rest -= mass;
    mass *= (odds * (trials - k)) / (k + 1);
  }
  return k;
}

function byRejection(draws: Draws, trials: number, probability: number): number {
  const spread = Math.sqrt(trials * probability * (1 - probability));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * probability;
  const alpha = (2.83 + 5.1 / b) * spread;
  const simple = 0.92 - 4.2 / b;
  const mode = Math.floor((trials + 1) * probability);
  const logMode = logBinomial(mode, trials, probability);
  for (;;) {
    const u = draws.uniform() - 0.5;
    const v = draws.uniform();
    const edge = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / edge + b) * u + trials * probability + 0.5);
    if (edge >= 0.07 && v <= simple) return k;
    if (k < 0 || k > trials) continue;
    if (Math.log((v * alpha) / (a / edge ** 2 + b)) <= logBinomial(k, trials, probability) - logMode)
      return k;
  }
}
