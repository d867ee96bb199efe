import { digamma, lgamma, lgammaOnePlus, polygamma } from "@mebae/tensor/scalar";
import { upperGammaFraction } from "./fractions.js";
import { drop, rule } from "./gaussLegendre.js";
import { expm1mx, log1pmx } from "./logarithms.js";
import { logMinusDigamma, stirlingRest } from "./stirling.js";

/** The logarithm of one tail of the gamma distribution and, if asked for, its derivatives in the shape. */
export interface GammaTail {
  /** Whether it is P, the lower tail, or Q. */
  lower: boolean;
  log: number;
  first: number;
  second: number;
  /** Of the tail T itself, T''/T = second + first², which for small shapes would cancel. */
  curvature: number;
}

/**
 * The tail of the two that is computed without loss at (a, x): its complement, 1 minus it, loses nothing either.
 * a > 0, 0 < x < ∞.
 */
export function gammaTail(a: number, x: number, derivatives: boolean): GammaTail {
  const tail: GammaTail = { lower: true, log: 0, first: 0, second: 0, curvature: 0 };
  if (a < 1 && x < 1) smallShape(a, x, derivatives, tail);
  else if (x < a && a < (derivatives ? 20 : 100)) series(a, x, derivatives, tail);
  else if (!derivatives && x >= a && a < 100 && x > 3 && x < 1e6) {
    // For a value alone the fraction is faster than the integral, where it is short.
    tail.lower = false;
    tail.log = logFactor(a, x) - Math.log(upperGammaFraction(a, x));
  } else integral(a, x, derivatives, tail);
  return tail;
}

/**
 * P(a, x) = x^a/Γ(1+a) (1 + a Σ_{n≥1} (-x)ⁿ/(n!(a+n))) (DLMF 8.7.1) for a, x < 1. Each part of log P is of the order
 * of a, so that log P keeps its digits as P tends to 1, and with it Q = 1 - P.
 */
function smallShape(a: number, x: number, derivatives: boolean, tail: GammaTail): void {
  let power = 1;
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let n = 1; n <= 20; n++) {
    power *= -x / n;
    const term = power / (a + n);
    sum += term;
    if (derivatives) {
      // a/(a+n) has the derivatives n/(a+n)² and -2n/(a+n)³.
      first += (term * n) / (a + n);
      second -= (2 * term * n) / ((a + n) * (a + n));
    }
    if (Math.abs(term) < 1e-18) break;
  }
  tail.log = a * Math.log(x) - lgammaOnePlus(a) + Math.log1p(a * sum);
  if (!derivatives) return;
  const scaled = first / (1 + a * sum);
  tail.first = Math.log(x) - digamma(1 + a) + scaled;
  tail.second = second / (1 + a * sum) - scaled * scaled - polygamma(1, 1 + a);
  tail.curvature = tail.second + tail.first * tail.first;
}

/** P(a, x) = x^a e^-x/Γ(a+1) Σ_{n≥0} xⁿ/((a+1)…(a+n)) (DLMF 8.7.1 with 8.2.6), whose terms have one sign and fall for x < a. */
function series(a: number, x: number, derivatives: boolean, tail: GammaTail): void {
  let term = 1;
  let sum = 1;
  // Harmonic sums Σ 1/(a+k) and Σ 1/(a+k)²: a term's derivatives are -h₁ and h₁² + h₂ times itself.
  let harmonic = 0;
  let squares = 0;
  let first = 0;
  let second = 0;
  for (let n = 1; term > 1e-17 * sum; n++) {
    const ratio = 1 / (a + n);
    term *= x * ratio;
    sum += term;
    if (derivatives) {
      harmonic += ratio;
      squares += ratio * ratio;
      first -= term * harmonic;
      second += term * (harmonic * harmonic + squares);
    }
  }
  const logFirst = a < 9 ? a * Math.log(x) - x - lgamma(a + 1) : logFactor(a, x) - Math.log(a);
  tail.log = logFirst + Math.log(sum);
  if (!derivatives) return;
  const mean = first / sum;
  tail.first = Math.log(x) - digamma(a + 1) + mean;
  tail.second = second / sum - mean * mean - polygamma(1, a + 1);
  tail.curvature = tail.second + tail.first * tail.first;
}

/**
 * With t = x e^u, Γ(a) Q(a, x) = x^a e^-x ∫₀^∞ e^(G(u)) du and Γ(a) P(a, x) is the integral over u < 0, where
 *   G(u) = -(x-a) u - x (e^u - 1 - u)
 * is concave and, on the side away from the mode, falls from 0 on. So Gauss and Legendre's rule on the part of the
 * half line that counts sees one smooth shape, between half a bell and an exponential, for every a and x here,
 * and all its terms are positive: the relative error is that of the factor before the integral.
 * The derivatives in a are those of the factor and the mean and variance of u = log(t/x).
 */
function integral(a: number, x: number, derivatives: boolean, tail: GammaTail): void {
  const lower = x < a;
  const side = lower ? -1 : 1;
  const slope = Math.abs(x - a);
  const length = extent(slope, x, side);
  const { nodes, weights } = rule;
  let sum = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < nodes.length; i++) {
    const u = length * nodes[i]!;
    const value = weights[i]! * Math.exp(-slope * u - x * expm1mx(side * u));
    sum += value;
    first += value * u;
    second += value * u * u;
  }
  tail.lower = lower;
  tail.log = logFactor(a, x) + Math.log(length * sum);
  if (!derivatives) return;
  const mean = first / sum;
  const variance = second / sum - mean * mean;
  if (a < 1) {
    byReciprocal(a, Math.log(x) - digamma(1 + a) + mean, variance - polygamma(1, 1 + a), tail);
    return;
  }
  tail.first = logRatio(x, a) + logMinusDigamma(a) + side * mean;
  tail.second = variance - polygamma(1, a);
  tail.curvature = tail.second + tail.first * tail.first;
}

/**
 * Where G has fallen by `drop`, by Newton's steps down to it from above or, on the lower side, up and over it. Above,
 * the parabola is the nearer bound for small u and the exponential, x (e^u - 1) = drop + a u, for large.
 */
function extent(slope: number, x: number, side: number): number {
  let u = (2 * drop) / (slope + Math.sqrt(slope * slope + 2 * drop * x));
  if (u < 0.1) return u;
  if (side > 0) u = Math.min(u, Math.log1p((drop + (x - slope) * u) / x));
  for (let step = 0; step < 4; step++) {
    const fall = slope * u + x * expm1mx(side * u) - drop;
    const move = fall / (slope + x * side * Math.expm1(side * u));
    u -= move;
    if (Math.abs(move) < 0.03 * u) break;
  }
  return u;
}

/** The derivatives of log T = log a + log(T/a) from those of log(T/a), for a small a. */
function byReciprocal(a: number, first: number, second: number, tail: GammaTail): void {
  tail.first = 1 / a + first;
  tail.second = second - 1 / (a * a);
  tail.curvature = second + first * first + (2 * first) / a;
}

/** log(x^a e^-x/Γ(a)); for larger a by Stirling's formula about x = a, since a log x - x and log Γ(a) would cancel. */
export function logFactor(a: number, x: number): number {
  if (a < 9) return a * Math.log(x) - x - lgamma(a);
  const ratio = (x - a) / a;
  const fall = ratio < -0.4 || ratio > 1e5 ? Math.log(x / a) - ratio : log1pmx(ratio);
  return a * fall + 0.5 * Math.log(a / (2 * Math.PI)) - stirlingRest(a);
}

/** log(x/a), with all its digits about x = a. */
function logRatio(x: number, a: number): number {
  return Math.abs(x - a) < 0.5 * a ? Math.log1p((x - a) / a) : Math.log(x) - Math.log(a);
}
