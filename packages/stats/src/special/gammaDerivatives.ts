import { gammaTail } from "./gammaTail.js";

/**
 * ∂ log P(a, x)/∂a (order 1) or ∂² log P(a, x)/∂a² (order 2); those in x follow from the density.
 * @param a the shape, a > 0; NaN otherwise
 */
export function logGammaPByShape(a: number, x: number, order: 1 | 2): number {
  return byShape(a, x, order, true);
}

/** ∂ log Q(a, x)/∂a (order 1) or ∂² log Q(a, x)/∂a² (order 2). */
export function logGammaQByShape(a: number, x: number, order: 1 | 2): number {
  return byShape(a, x, order, false);
}

function byShape(a: number, x: number, order: 1 | 2, lower: boolean): number {
  if (!(a > 0 && a < Infinity) || Number.isNaN(x)) return Number.NaN;
  // A tail that is 1 for every a; the other one's logarithm has no derivative.
  if (x <= 0 || x === Infinity) return lower === x > 0 ? 0 : Number.NaN;
  const { log, first, second, curvature, lower: isLower } = gammaTail(a, x, true);
  if (isLower === lower) return order === 1 ? first : second;
  // With the other tail R = 1 - T: (log R)' = -(T/R) (log T)', and once more.
  const odds = -Math.exp(log) / Math.expm1(log);
  const other = -odds * first;
  return order === 1 ? other : -odds * curvature - other * other;
}
