import { logBetaIByShapes } from "./betaDerivatives.js";
import { type BetaPoint, logBetaFactor, logOf } from "./betaFactor.js";
import {
  digammaDifference,
  digammaHalfStep,
  lgammaDifference,
  trigammaDifference,
  trigammaHalfStep,
} from "./gammaDifferences.js";
import { drop, rule } from "./gaussLegendre.js";
import { log1pmx } from "./logarithms.js";

/** The derivatives of log T in the degrees of freedom, and T''/T. */
export interface StudentTail {
  first: number;
  second: number;
  curvature: number;
}

/** Of the tail T = F(-t), t > 0, whose logarithm is known. */
export function studentTailByDegrees(t: number, df: number, log: number): StudentTail {
  const ratio = t / Math.sqrt(df);
  if (ratio > 1e9) return farOut(ratio, df);
  return df < 20 ? byBeta(ratio, df, log) : byIntegral(t, df, log);
}

/** T = ½ I_x(a, ½) with a = ν/2 and log(x/y) = log ν - 2 log t: by the chain rule. */
function byBeta(ratio: number, df: number, log: number): StudentTail {
  const a = df / 2;
  const square = ratio * ratio;
  const [x, y] = [1 / (1 + square), square / (1 + square)];
  const point: BetaPoint = { a, b: 0.5, x, y, distance: a * y - 0.5 * x };
  const inA = logBetaIByShapes(a, 0.5, x, y, 1, 0);
  const inAA = logBetaIByShapes(a, 0.5, x, y, 2, 0);
  // s = ∂ log I/∂ log(x/y), a density over I.
  const s = Math.exp(logBetaFactor(point) - log) / 2;
  const mixed = s * (logOf(x, y) + digammaDifference(a, 0.5) - inA);
  const first = inA / 2 + s / df;
  const second = inAA / 4 + mixed / df + (s * (point.distance - s) - s) / (df * df);
  return { first, second, curvature: second + first * first };
}

/** log T = -ν log(t/√ν) - log ν - log B(ν/2, ½) */
function farOut(ratio: number, df: number): StudentTail {
  const a = df / 2;
  const first = -Math.log(ratio) + 0.5 - 1 / df + 0.5 * digammaDifference(a, 0.5);
  const second = 0.5 / df + 1 / (df * df) + 0.25 * trigammaDifference(a, 0.5);
  return { first, second, curvature: second + first * first };
}

/**
 * The density's own derivatives, integrated: with s = √ν sinh u and q = tanh² u, log f = log c - ½(ν+1) log(1+s²/ν),
 *   ∂ log f/∂ν  = H = ½ (log(1-q) + q) + q/(2ν) + ∂ log c/∂ν      ∂H/∂ν = q²/(2ν) - q (2-q)/(2ν²) + ∂² log c/∂ν²,
 * all of the order of 1/ν², where the chain rule has differences of 1/ν. f ds = c √ν cosh^-ν u du. Up to t = 1.5,
 * where the density grows with ν, it is what lies between 0 and t, by whose growth the tail shrinks.
 */
function byIntegral(t: number, df: number, log: number): StudentTail {
  const a = df / 2;
  const edge = Math.asinh(t / Math.sqrt(df));
  const central = t < 1.5;
  const start = central ? 0 : edge;
  const length = central ? edge : extent(edge, df);
  const scale = Math.cosh(start) ** -2;
  const firstOfC = 0.5 * digammaHalfStep(a);
  const secondOfC = 0.25 * trigammaHalfStep(a);
  // Far out H is large and varies little: of the tail what counts for its variance is H less its value at the edge.
  const base = central ? 0 : score(edge, df) + firstOfC;
  const { nodes, weights } = rule;
  let [sum, first, squares, second] = [0, 0, 0, 0];
  for (let i = 0; i < nodes.length; i++) {
    const v = length * nodes[i]!;
    // cosh² u/cosh² u₀ = 1 + sinh v sinh(2u₀+v)/cosh² u₀
    const fall = 0.5 * df * Math.log1p(scale * Math.sinh(v) * Math.sinh(2 * start + v));
    const value = weights[i]! * Math.exp(-fall);
    const q = Math.tanh(start + v) ** 2;
    const difference = score(start + v, df) + firstOfC - base;
    sum += value;
    first += value * difference;
    squares += value * difference * difference;
    second += value * ((q * q - (q * (2 - q)) / df) / (2 * df) + secondOfC);
  }
  if (!central) {
    const mean = first / sum;
    const inLog = squares / sum - mean * mean + second / sum;
    return { first: base + mean, second: inLog, curvature: inLog + (base + mean) ** 2 };
  }
  // What the part between 0 and t, by c √ν, wins the tail loses.
  const factor = -length * Math.exp(lgammaDifference(a, 0.5) - 0.5 * Math.log(Math.PI) - log);
  const mean = factor * first;
  const curvature = factor * (squares + second);
  return { first: mean, second: curvature - mean * mean, curvature };
}

/** ½ (log(1-q) + q) + q/(2ν), q = tanh² u */
function score(u: number, df: number): number {
  const q = Math.tanh(u) ** 2;
  // Far out q has lost 1 - q = cosh^-2 u.
  const bend = q < 0.4 ? log1pmx(-q) : q - 2 * Math.log(Math.cosh(u));
  return 0.5 * (bend + q / df);
}

/** v with (cosh u₀/cosh(u₀+v))^ν = e^-drop: sinh² u = sinh² u₀ + cosh² u₀ (e^(2 drop/ν) - 1). */
function extent(edge: number, df: number): number {
  const target = Math.expm1((2 * drop) / df) * Math.cosh(edge) ** 2;
  return Math.asinh(Math.sqrt(target + Math.sinh(edge) ** 2)) - edge;
}
