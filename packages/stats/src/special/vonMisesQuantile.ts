import { besselRatioComplement, logScaledI0 } from "./bessel.js";
import { gaussLegendre } from "./gaussLegendre.js";
import { normalQuantileOfLog } from "./normal.js";
import { vonMisesCdf } from "./vonMises.js";

const log2Pi = Math.log(2 * Math.PI);

/** log of the von Mises density at an angle from the mean: κ(cos θ - 1) - log(2πI₀(κ)e^(-κ)). */
export function logVonMises(angle: number, concentration: number): number {
  const half = Math.sin(0.5 * angle);
  return -2 * concentration * half * half - logScaledI0(concentration) - log2Pi;
}

/** The angle in [-π, 0] with log F = logP ≤ -log 2, by Newton's steps on log F between bounds that close in. */
export function vonMisesLowerQuantile(logP: number, concentration: number): number {
  let low = -Math.PI;
  let high = 0;
  let angle = Math.max(low, normalQuantileOfLog(logP) / Math.sqrt(Math.max(concentration, 0.3)));
  for (let round = 0; round < 100; round++) {
    const log = Math.log(vonMisesCdf(angle, concentration));
    if (log < logP) low = angle;
    else high = angle;
    let next = angle - (log - logP) * Math.exp(log - logVonMises(angle, concentration));
    if (!(next > low && next < high)) next = 0.5 * (low + high);
    const move = Math.abs(next - angle);
    angle = next;
    if (move <= 1e-15 * Math.abs(angle) || high - low <= 4e-16) break;
  }
  return angle;
}

const rule = gaussLegendre(24);

/** E θᵏ for an even k, by Gauss and Legendre's rule on four pieces of where the density counts. */
export function vonMisesMoment(k: number, concentration: number): number {
  // Beyond, e^(κ(cos θ - 1)) is below e^(-50).
  const square = 25 / concentration;
  const end = square < 1 ? 2 * Math.asin(Math.sqrt(square)) : Math.PI;
  const { nodes, weights } = rule;
  let sum = 0;
  for (let piece = 0; piece < 4; piece++)
    for (let i = 0; i < nodes.length; i++) {
      const angle = (end * (piece + nodes[i]!)) / 4;
      sum += weights[i]! * angle ** k * Math.exp(logVonMises(angle, concentration));
    }
  return 2 * (end / 4) * sum;
}

/** log(2πI₀(κ)) - κA(κ) */
export function vonMisesEntropy(concentration: number): number {
  return log2Pi + logScaledI0(concentration) + concentration * besselRatioComplement(concentration);
}
