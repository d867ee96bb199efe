import { logBetaFactor } from "./betaFactor.js";

/**
 * log of Γ(r+x)/(Γ(r)·x!)·(r/(r+μ))ʳ(μ/(r+μ))ˣ without the cancellation of its parts for large r, x or μ: with p = r/(r+μ) and
 * q = μ/(r+μ) it is pʳqˣ⁺¹/B(r, x+1)/(q(r+x)).
 */
export function logNegativeBinomial(x: number, size: number, mean: number): number {
  if (x === 0) return -size * Math.log1p(mean / size);
  if (mean === 0) return -Infinity;
  const total = size + mean;
  const failure = mean / total;
  const factor = logBetaFactor({
    a: size,
    b: x + 1,
    x: size / total,
    y: failure,
    distance: (size / total) * (mean - x - 1),
  });
  return factor - Math.log(failure) - Math.log(size + x);
}
