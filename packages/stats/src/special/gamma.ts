import { lgamma, lgammaOnePlus } from "@mebae/tensor/scalar";
import { gammaTail, logFactor } from "./gammaTail.js";
import { log1mexp } from "./logarithms.js";
import { normalQuantileOfLog } from "./normal.js";

/**
 * log P(a, x) of the regularized lower incomplete gamma function P(a, x) = ∫₀ˣ t^(a-1) e^-t dt / Γ(a) (DLMF 8.2.4).
 * @param a the shape, a > 0; NaN otherwise
 */
export function logGammaP(a: number, x: number): number {
  return logTail(a, x, true);
}

/** log Q(a, x) of the regularized upper incomplete gamma function Q = 1 - P. */
export function logGammaQ(a: number, x: number): number {
  return logTail(a, x, false);
}

function logTail(a: number, x: number, lower: boolean): number {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) return Number.NaN;
  if (x <= 0) return lower ? -Infinity : 0;
  if (x === Infinity) return lower ? 0 : -Infinity;
  const tail = gammaTail(a, x, false);
  return tail.lower === lower ? tail.log : log1mexp(tail.log);
}

/** P(a, x) and Q(a, x) = 1 - P(a, x), each with all its digits. */
export function gammaPQ(a: number, x: number): { p: number; q: number } {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) return { p: Number.NaN, q: Number.NaN };
  if (x <= 0) return { p: 0, q: 1 };
  if (x === Infinity) return { p: 1, q: 0 };
  const { log, lower } = gammaTail(a, x, false);
  const value = Math.exp(log);
  const rest = -Math.expm1(log);
  return lower ? { p: value, q: rest } : { p: rest, q: value };
}

/**
 * x with P(a, x) = p and Q(a, x) = q; of the two, whose sum is 1, the smaller counts.
 * NaN unless a > 0 and both lie in [0, 1].
 */
export function gammaPInverse(a: number, p: number, q: number): number {
  if (!(p >= 0 && p <= 1 && q >= 0 && q <= 1)) return Number.NaN;
  return p < q ? gammaPInverseOfLogs(a, Math.log(p), 0) : gammaPInverseOfLogs(a, 0, Math.log(q));
}

/**
 * x with log P(a, x) = logP and log Q(a, x) = logQ; the smaller of the two counts.
 *
 * log P and log Q are concave in s = log x (the density of s is log-concave), so that Newton's step from anywhere
 * lands on the near side of the root and goes on to it from there; Halley's correction, used where it is small,
 * makes the approach cubic.
 */
export function gammaPInverseOfLogs(a: number, logP: number, logQ: number): number {
  if (!(a > 0 && a < Infinity) || !(logP <= 0) || !(logQ <= 0)) return Number.NaN;
  const lower = logP < logQ;
  const target = lower ? logP : logQ;
  if (target === -Infinity) return lower ? 0 : Infinity;
  let x = start(a, target, lower);
  if (x < 1e-30 * Math.min(1, a + 1)) return x;
  for (let step = 0; step < 60; step++) {
    const value = lower ? logGammaP(a, x) : logGammaQ(a, x);
    const error = value - target;
    // d log P/ds = x·density/P, and its own derivative is that times (a - x - d log P/ds).
    const slope = (lower ? 1 : -1) * Math.exp(logFactor(a, x) - value);
    const newton = -error / slope;
    const bend = 0.5 * newton * (a - x - slope);
    const move = Math.abs(bend) < 0.3 ? newton / (1 + bend) : newton;
    if (!Number.isFinite(move)) break;
    x *= Math.exp(Math.max(-700, Math.min(700, move)));
    if (Math.abs(move) < 1e-9) break;
  }
  return x;
}

/** A first x: from the normal quantile (Wilson & Hilferty 1931), or from a tail's leading term. */
function start(a: number, target: number, lower: boolean): number {
  if (lower) {
    // P ≈ x^a/Γ(a+1) from above: the answer itself where x is tiny.
    const logGamma = a < 1 ? lgammaOnePlus(a) : lgamma(a + 1);
    const logX = (target + logGamma) / a;
    if (a < 1 || logX < Math.log(a) - 2) return Math.exp(logX);
  }
  const z = lower ? normalQuantileOfLog(target) : -normalQuantileOfLog(target);
  const cube = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  if (a >= 0.5 && z < 3 * Math.sqrt(a) && cube > 0.1) return a * cube ** 3;
  if (lower) return 0.1 * a;
  // Q ≈ x^(a-1) e^-x/Γ(a)
  const far = -target - lgamma(a);
  if (far + (a - 1) * Math.log(Math.max(far, 1)) > a + 1) return far + (a - 1) * Math.log(Math.max(far, 1));
  return Math.max(
    Number.MIN_VALUE,
    Math.exp(Math.min(0, (log1mexp(target) + lgammaOnePlus(Math.min(a, 1))) / a)),
  );
}
