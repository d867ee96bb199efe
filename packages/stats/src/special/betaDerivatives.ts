import type { BetaTail } from "./betaAssembly.js";
import { betaTail } from "./betaTail.js";

/**
 * The derivative of log I_x(a, b) of order orderA in a and orderB in b, of total order 1 or 2; those in x follow from
 * the density. The parameters are logBetaI's.
 */
export function logBetaIByShapes(
  a: number,
  b: number,
  x: number,
  y: number,
  orderA: 0 | 1 | 2,
  orderB: 0 | 1 | 2,
): number {
  const order = orderA + orderB;
  if (!(a > 0 && b > 0 && a + b < Infinity && order > 0 && order < 3) || Number.isNaN(x + y))
    return Number.NaN;
  // I is 1 whatever the shapes; of I = 0 the logarithm has no derivative.
  if (x <= 0 || y <= 0) return x > 0 ? 0 : Number.NaN;
  const { tail, mirrored } = betaTail(a, b, x, y, true);
  if (!mirrored) return direct(tail, orderA, orderB);
  return complement(tail, orderB, orderA);
}

function direct(tail: BetaTail, orderA: number, orderB: number): number {
  if (orderA === 2) return tail.aa;
  if (orderB === 2) return tail.bb;
  if (orderA === 1) return orderB === 1 ? tail.ab : tail.a;
  return tail.b;
}

/** With R = 1 - T: (log R)_a = -(T/R) (log T)_a, and (log R)_ab = -(T/R) T_ab/T - (log R)_a (log R)_b. */
function complement(tail: BetaTail, orderA: number, orderB: number): number {
  const odds = Math.exp(tail.log) / Math.expm1(tail.log);
  const inA = odds * tail.a;
  const inB = odds * tail.b;
  if (orderA === 2) return odds * tail.curvatureAA - inA * inA;
  if (orderB === 2) return odds * tail.curvatureBB - inB * inB;
  if (orderA === 1) return orderB === 1 ? odds * tail.curvatureAB - inA * inB : inA;
  return inB;
}
