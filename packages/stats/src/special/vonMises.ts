import { besselRatioComplement, besselRatioDerivative, logScaledI0 } from "./bessel.js";
import { drop, rule } from "./gaussLegendre.js";

/** What π is above Math.PI: near ±π the tail's length needs it. */
const restOfPi = 1.2246467991473532e-16;

/**
 * The von Mises cdf on (-π, π) about the mean angle 0, F(θ) = ∫_{-π}^θ e^(κ cos t) dt / (2π I₀(κ)), or its derivative
 * in κ. The upper tail 1 - F(θ) is F(-θ), with all its digits.
 * @param angle θ; from ±π on F is 0 or 1
 * @param concentration κ ≥ 0; NaN otherwise
 * @param order of the derivative in κ
 */
export function vonMisesCdf(angle: number, concentration: number, order: 0 | 1 | 2 = 0): number {
  if (Number.isNaN(angle) || !(concentration >= 0 && concentration < Infinity)) return Number.NaN;
  if (Math.abs(angle) >= Math.PI) return order === 0 && angle > 0 ? 1 : 0;
  const theta = Math.abs(angle);
  const complement = besselRatioComplement(concentration);
  // F(0) = ½ for every κ: up to where the density stops growing with κ, what lies between 0 and θ, and the tail beyond.
  const central = 1 - Math.cos(theta) < complement;
  const length = central ? theta : Math.min(Math.PI - theta + restOfPi, extent(theta, concentration));
  const part = integral(central ? 0 : theta, length, concentration, complement, order);
  if (order > 0) return (central ? part : -part) * Math.sign(angle);
  if (central) return 0.5 + Math.sign(angle) * part;
  return angle < 0 ? part : 1 - part;
}

/**
 * ∫ f dt of the density f, or of f·(D - w) or f·((D - w)² - A'), its derivatives in κ, w = 1 - cos t,
 * D = 1 - A, A = I₁(κ)/I₀(κ), on [low, low + length], by Gauss and Legendre's rule.
 */
function integral(
  low: number,
  length: number,
  concentration: number,
  complement: number,
  order: number,
): number {
  const slope = order === 2 ? besselRatioDerivative(concentration) : 0;
  const { nodes, weights } = rule;
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) {
    const t = length * nodes[i]!;
    // cos(low+t) - cos low, without cancellation
    const fall = -2 * concentration * Math.sin(low + 0.5 * t) * Math.sin(0.5 * t);
    const value = weights[i]! * Math.exp(fall);
    if (order === 0) {
      sum += value;
      continue;
    }
    const half = Math.sin(0.5 * (low + t));
    const score = complement - 2 * half * half;
    sum += value * (order === 1 ? score : score * score - slope);
  }
  const start = Math.sin(0.5 * low);
  const factor = Math.exp(-2 * concentration * start * start - logScaledI0(concentration)) / (2 * Math.PI);
  return length * factor * sum;
}

/** Where e^(κ(cos(θ+t) - cos θ)) has fallen by `drop`, ∞ if it never does: 1 - cos(θ+t) = 1 - cos θ + drop/κ. */
function extent(theta: number, concentration: number): number {
  const half = Math.sin(0.5 * theta);
  const square = half * half + drop / (2 * concentration);
  if (!(square < 1)) return Infinity;
  // 2 (asin p - asin q) by the difference of their sines: p² - q² is exact here where θ is near p.
  const root = Math.sqrt(square);
  const sine = drop / (2 * concentration) / (root * Math.cos(0.5 * theta) + half * Math.sqrt(1 - square));
  return 2 * Math.asin(Math.min(1, sine));
}
