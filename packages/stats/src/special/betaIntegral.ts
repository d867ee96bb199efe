import { polygamma } from "@mebae/tensor/scalar";
import { assemble, type BetaTail, digammaOfB, isReciprocal, trigammaOfB, valueOnly } from "./betaAssembly.js";
import { type BetaPoint, logBetaFactor, logOf } from "./betaFactor.js";
import { digammaDifference, trigammaDifference } from "./gammaDifferences.js";
import { drop, rule } from "./gaussLegendre.js";
import { expm1mx, log1pmx } from "./logarithms.js";
import { logMinusDigamma } from "./stirling.js";

/**
 * I_x(a, b) for x below the mean. With log(t/(1-t)) = log(x/y) - v, B(a, b) I = x^a y^b ∫₀^∞ e^-fall(v) dv where
 *   fall(v) = (a y - b x) v + (a+b) K(v),   K(v) = log(y + x e^-v) + x v
 * is convex and rises from 0: K is the cumulant generating function of a coin. As for the gamma function, Gauss and
 * Legendre's rule on the part that counts sees a smooth shape between half a bell and an exponential. The
 * derivatives in a and b are those of the factor, and means, variances and covariance of log t and log(1-t).
 */
export function betaIntegral(point: BetaPoint, derivatives: boolean): BetaTail {
  const { a, b, x, y, distance } = point;
  const total = a + b;
  // With p the smaller of x and y, K(v) = log(1+w) - w + p (e^z - 1 - z), w = p (e^z - 1), z = -v or v: no part cancels.
  const p = Math.min(x, y);
  const side = x <= y ? -1 : 1;
  const length = extent(point);
  const { nodes, weights } = rule;
  let sum = 0;
  let [sumT, sumR, sumTT, sumTR, sumRR] = [0, 0, 0, 0, 0];
  for (let i = 0; i < nodes.length; i++) {
    const v = length * nodes[i]!;
    const bend = expm1mx(side * v);
    const w = p * (side * v + bend);
    const rest = log1pmx(w);
    const value = weights[i]! * Math.exp(-distance * v - total * (rest + p * bend));
    sum += value;
    if (!derivatives) continue;
    // log(t/x) and log((1-t)/y)
    const log = rest + w;
    const t = side < 0 ? -v - log : -log;
    const r = side < 0 ? -log : v - log;
    sumT += value * t;
    sumR += value * r;
    sumTT += value * t * t;
    sumTR += value * t * r;
    sumRR += value * r * r;
  }
  const log = logBetaFactor(point) + Math.log(length * sum);
  if (!derivatives) return valueOnly(log);
  const meanT = sumT / sum;
  const meanR = sumR / sum;
  return assemble(
    point,
    log,
    centre(a, b, x, y, -distance) + meanT,
    meanR + (isReciprocal(a, b) ? logOf(y, x) + digammaOfB(a, b) : centre(b, a, y, x, distance)),
    sumTT / sum - meanT * meanT + trigammaDifference(a, b),
    sumTR / sum - meanT * meanR + polygamma(1, total),
    sumRR / sum - meanR * meanR + trigammaOfB(a, b),
  );
}

/** log x - ψ(a) + ψ(a+b); about the mean by log(x (a+b)/a), since the logarithm and the digammas would cancel. */
function centre(a: number, b: number, x: number, y: number, distance: number): number {
  const ratio = distance / a;
  if (!(ratio > -0.5)) return logOf(x, y) + digammaDifference(a, b);
  return Math.log1p(ratio) + logMinusDigamma(a) - logMinusDigamma(a + b);
}

/** Where the fall is `drop`, nearly: Newton's steps on a convex function go past it once and come back. */
function extent({ a, b, x, y, distance }: BetaPoint): number {
  const total = a + b;
  let v = (2 * drop) / (distance + Math.sqrt(distance * distance + 2 * drop * total * x * y));
  if (v < 0.05) return v;
  const p = Math.min(x, y);
  const side = x <= y ? -1 : 1;
  for (let step = 0; step < 8; step++) {
    const bend = expm1mx(side * v);
    const w = p * (side * v + bend);
    const fall = distance * v + total * (log1pmx(w) + p * bend) - drop;
    const slope = distance + (total * x * y * -Math.expm1(-v)) / (y + x * Math.exp(-v));
    const move = fall / slope;
    v -= move;
    if (Math.abs(move) < 0.03 * v) break;
  }
  return v;
}
