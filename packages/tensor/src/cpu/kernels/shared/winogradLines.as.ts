import { multiplyAdd } from "./tile.as";

/**
 * The one-dimensional transforms of minimal filtering (Winograd 1980; Lavin & Gray 2016) with six points 0, ±a, ±b and ∞,
 * each on four lines at once. Lines are read and written as vectors `step` bytes apart. For four outputs of three taps,
 * y = Aᵀ[(G·g) ⊙ (Bᵀ·d)]: `dataLine` is Bᵀ, `kernelLine` G, `outputLine` Aᵀ; for three outputs of four taps, which the
 * gradient by the weights needs, Bᵀ is the same, `outputKernelLine` G and `weightLine` Aᵀ. The points come as parameters,
 * so that the numbers made of them are computed once a call and not at each use.
 */

/** Bᵀ: the rows are the coefficients of Π (x - q) over the other points q. */
// @ts-ignore: decorator
@inline
export function dataLine(from: usize, step: usize, to: usize, toStep: usize, a: f32, b: f32): void {
  const d0 = v128.load(from);
  const d1 = v128.load(from + step);
  const d2 = v128.load(from + 2 * step);
  const d3 = v128.load(from + 3 * step);
  const d4 = v128.load(from + 4 * step);
  const d5 = v128.load(from + 5 * step);
  const product = f32x4.splat(a * a * b * b);
  const sum = f32x4.splat(-(a * a + b * b));
  v128.store(to, multiplyAdd<f32>(product, d0, multiplyAdd<f32>(sum, d2, d4)));
  v128.store(to + 5 * toStep, multiplyAdd<f32>(product, d1, multiplyAdd<f32>(sum, d3, d5)));
  pair(f32x4.splat(-b * b), d1, d2, d3, d4, f32x4.splat(a), to + toStep, toStep);
  pair(f32x4.splat(-a * a), d1, d2, d3, d4, f32x4.splat(b), to + 3 * toStep, toStep);
}

/** The rows of Bᵀ of a point and its negative. */
// @ts-ignore: decorator
@inline
function pair(square: v128, d1: v128, d2: v128, d3: v128, d4: v128, point: v128, to: usize, step: usize): void {
  const even = multiplyAdd<f32>(square, d2, d4);
  const odd = f32x4.mul(point, multiplyAdd<f32>(square, d1, d3));
  v128.store(to, f32x4.add(even, odd));
  v128.store(to + step, f32x4.sub(even, odd));
}

/** G for three taps: (1, p, p²) over Π (p - q), and the last tap at ∞. */
// @ts-ignore: decorator
@inline
export function kernelLine(from: usize, step: usize, to: usize, toStep: usize, a: f32, b: f32): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + step);
  const g2 = v128.load(from + 2 * step);
  v128.store(to, f32x4.mul(g0, f32x4.splat(1 / (a * a * b * b))));
  const scaleA = f32x4.splat(1 / (2 * a * a * (a * a - b * b)));
  const evenA = multiplyAdd<f32>(f32x4.splat(a * a), g2, g0);
  scaledPair(evenA, f32x4.mul(f32x4.splat(a), g1), scaleA, to + toStep, toStep);
  const scaleB = f32x4.splat(1 / (2 * b * b * (b * b - a * a)));
  const evenB = multiplyAdd<f32>(f32x4.splat(b * b), g2, g0);
  scaledPair(evenB, f32x4.mul(f32x4.splat(b), g1), scaleB, to + 3 * toStep, toStep);
  v128.store(to + 5 * toStep, g2);
}

/** G for four taps. */
// @ts-ignore: decorator
@inline
export function outputKernelLine(from: usize, step: usize, to: usize, toStep: usize, a: f32, b: f32): void {
  const g0 = v128.load(from);
  const g1 = v128.load(from + step);
  const g2 = v128.load(from + 2 * step);
  const g3 = v128.load(from + 3 * step);
  v128.store(to, f32x4.mul(g0, f32x4.splat(1 / (a * a * b * b))));
  const scaleA = f32x4.splat(1 / (2 * a * a * (a * a - b * b)));
  const squareA = f32x4.splat(a * a);
  const oddA = f32x4.mul(f32x4.splat(a), multiplyAdd<f32>(squareA, g3, g1));
  scaledPair(multiplyAdd<f32>(squareA, g2, g0), oddA, scaleA, to + toStep, toStep);
  const scaleB = f32x4.splat(1 / (2 * b * b * (b * b - a * a)));
  const squareB = f32x4.splat(b * b);
  const oddB = f32x4.mul(f32x4.splat(b), multiplyAdd<f32>(squareB, g3, g1));
  scaledPair(multiplyAdd<f32>(squareB, g2, g0), oddB, scaleB, to + 3 * toStep, toStep);
  v128.store(to + 5 * toStep, g3);
}

// @ts-ignore: decorator
@inline
function scaledPair(even: v128, odd: v128, scale: v128, to: usize, step: usize): void {
  v128.store(to, f32x4.mul(scale, f32x4.add(even, odd)));
  v128.store(to + step, f32x4.mul(scale, f32x4.sub(even, odd)));
}

/** Aᵀ for four outputs: the i-th is Σ pⁱ·m_p, and the last has ∞'s part. */
// @ts-ignore: decorator
@inline
export function outputLine(from: usize, step: usize, to: usize, toStep: usize, a: f32, b: f32): void {
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step);
  const m4 = v128.load(from + 4 * step);
  const evenA = f32x4.add(m1, m2);
  const oddA = f32x4.mul(f32x4.splat(a), f32x4.sub(m1, m2));
  const evenB = f32x4.add(m3, m4);
  const oddB = f32x4.mul(f32x4.splat(b), f32x4.sub(m3, m4));
  const squareA = f32x4.splat(a * a);
  const squareB = f32x4.splat(b * b);
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(evenA, evenB)));
  v128.store(to + toStep, f32x4.add(oddA, oddB));
  v128.store(to + 2 * toStep, multiplyAdd<f32>(squareA, evenA, f32x4.mul(squareB, evenB)));
  const last = multiplyAdd<f32>(squareB, oddB, v128.load(from + 5 * step));
  v128.store(to + 3 * toStep, multiplyAdd<f32>(squareA, oddA, last));
}

/** Aᵀ for three outputs. */
// @ts-ignore: decorator
@inline
export function weightLine(from: usize, step: usize, to: usize, toStep: usize, a: f32, b: f32): void {
  const m1 = v128.load(from + step);
  const m2 = v128.load(from + 2 * step);
  const m3 = v128.load(from + 3 * step);
  const m4 = v128.load(from + 4 * step);
  const evenA = f32x4.add(m1, m2);
  const evenB = f32x4.add(m3, m4);
  v128.store(to, f32x4.add(v128.load(from), f32x4.add(evenA, evenB)));
  const oddA = f32x4.mul(f32x4.splat(a), f32x4.sub(m1, m2));
  v128.store(to + toStep, multiplyAdd<f32>(f32x4.splat(b), f32x4.sub(m3, m4), oddA));
  const last = multiplyAdd<f32>(f32x4.splat(b * b), evenB, v128.load(from + 5 * step));
  v128.store(to + 2 * toStep, multiplyAdd<f32>(f32x4.splat(a * a), evenA, last));
}
