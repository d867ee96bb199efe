import type { BetaPoint } from "./betaFactor.js";
import { digammaDifference, trigammaDifference } from "./gammaDifferences.js";

/**
 * log T of a tail T(a, b) = I_x(a, b) of the beta distribution and, if asked for, its derivatives; of T itself
 * T_aa/T = aa + a² and so on too, which for small shapes would cancel.
 */
export interface BetaTail {
  log: number;
  a: number;
  b: number;
  aa: number;
  ab: number;
  bb: number;
  curvatureAA: number;
  curvatureAB: number;
  curvatureBB: number;
}

export function valueOnly(log: number): BetaTail {
  return { log, a: 0, b: 0, aa: 0, ab: 0, bb: 0, curvatureAA: 0, curvatureAB: 0, curvatureBB: 0 };
}

/** Whether the derivatives in b are those of log(T/b), see assemble. */
export function isReciprocal(a: number, b: number): boolean {
  return b < 1 && b < a;
}

/**
 * The derivatives of log T. A small b makes T of the order of b, and its own second derivative in b of that order
 * too, not of 1/b: so those in b are given of log(T/b) then, without 1/b and -1/b².
 */
export function assemble(
  point: BetaPoint,
  log: number,
  inA: number,
  inB: number,
  aa: number,
  ab: number,
  bb: number,
): BetaTail {
  const { a, b } = point;
  const reciprocal = isReciprocal(a, b) ? 1 / b : 0;
  return {
    log,
    a: inA,
    b: inB + reciprocal,
    aa,
    ab,
    bb: bb - reciprocal * reciprocal,
    curvatureAA: aa + inA * inA,
    curvatureAB: ab + inA * (inB + reciprocal),
    curvatureBB: bb + inB * inB + 2 * inB * reciprocal,
  };
}

/** ψ(a+b) - ψ(b), or ψ(a+b) - ψ(b+1) for log(T/b). */
export function digammaOfB(a: number, b: number): number {
  return isReciprocal(a, b) ? digammaFromNext(b, a) : digammaDifference(b, a);
}

/** The derivative of digammaOfB in b. */
export function trigammaOfB(a: number, b: number): number {
  return isReciprocal(a, b) ? trigammaFromNext(b, a) : trigammaDifference(b, a);
}

/** ψ(a+n) - ψ(a+1); for small n not by n-1, which may lose a's digits. */
export function digammaFromNext(a: number, n: number): number {
  return n < 1 ? digammaDifference(a + 1, n) - 1 / (a + n) : digammaDifference(a + 1, n - 1);
}

/** ψ'(a+n) - ψ'(a+1) */
export function trigammaFromNext(a: number, n: number): number {
  return n < 1 ? trigammaDifference(a + 1, n) + 1 / ((a + n) * (a + n)) : trigammaDifference(a + 1, n - 1);
}
