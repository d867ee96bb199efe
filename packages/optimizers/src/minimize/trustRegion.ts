import { choleskyFactor, choleskySolve } from "../linear/cholesky.js";
import { symmetricEigen } from "../linear/symmetricEigen.js";
import { dot, norm } from "./vectors.js";

/** A step s that makes the model gᵀs + ½sᵀHs smallest where ‖s‖ ≤ Δ. */
export interface RegionStep {
  readonly step: Float64Array;
  readonly length: number;
  /** How much smaller the model gets: -(gᵀs + ½sᵀHs). */
  readonly predicted: number;
  /** √(gᵀH⁻¹g), the Newton decrement; Infinity where H has a negative eigenvalue. */
  readonly decrement: number;
  /** Whether the region's edge holds the step back. */
  readonly restricted: boolean;
  /** Whether in some direction H has no curvature above rounding. */
  readonly isFlat: boolean;
}

/**
 * The exact step of a trust region (Moré & Sorensen 1983, "Computing a trust region step"). Newton's own where H is
 * safely positive definite and the region has room for it; else s = -(H + μI)⁻¹g with the μ that gives ‖s‖ = Δ, in the
 * basis of H's eigenvectors, where each trial of μ costs k operations and the hard case (g without a part along the
 * lowest eigenvector) is plain to see.
 * @param hessian H, scaled so that its diagonal is about ±1
 * @param noise what of an entry of g may be rounding; along a flat direction no more than that is taken for no slope
 */
export function regionStep(
  gradient: Float64Array,
  hessian: Float64Array,
  radius: number,
  noise: number,
): RegionStep {
  const newton = newtonStep(gradient, hessian);
  if (newton && newton.length <= radius) return newton;
  const { values, vectors } = symmetricEigen(hessian);
  const size = gradient.length;
  const flat = 8 * size * Number.EPSILON * Math.max(Math.abs(values[0]!), Math.abs(values[size - 1]!));
  const curvatures = values.map((value) => (Math.abs(value) <= flat ? 0 : value));
  const slopes = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) slopes[j]! += vectors[i * size + j]! * gradient[i]!;
    if (curvatures[j] === 0 && Math.abs(slopes[j]!) <= noise) slopes[j] = 0;
  }
  const parts = edgeStep(slopes, curvatures, radius);
  const step = new Float64Array(size);
  let predicted = 0;
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) step[i]! += vectors[i * size + j]! * parts[j]!;
    predicted -= parts[j]! * (slopes[j]! + (curvatures[j]! * parts[j]!) / 2);
  }
  const length = norm(parts);
  const decrement = newton?.decrement ?? decrementOf(slopes, curvatures);
  const isFlat = curvatures.includes(0);
  return { step, length, predicted, decrement, restricted: length >= 0.99 * radius, isFlat };
}

/** -H⁻¹g, or undefined where H is not positive definite by a margin above rounding. */
function newtonStep(gradient: Float64Array, hessian: Float64Array): RegionStep | undefined {
  const size = gradient.length;
  const factor = choleskyFactor(hessian);
  if (!factor) return undefined;
  for (let i = 0; i < size; i++) {
    const pivot = factor[i * size + i]! ** 2;
    if (pivot <= 8 * size * Number.EPSILON * hessian[i * size + i]!) return undefined;
  }
  const step = choleskySolve(factor, gradient).map((part) => -part);
  const squared = -dot(gradient, step);
  return {
    step,
    length: norm(step),
    predicted: squared / 2,
    decrement: Math.sqrt(Math.max(squared, 0)),
    restricted: false,
    isFlat: false,
  };
}

/** √Σ slope²/curvature; a flat direction counts by its slope for a step of length 1. */
function decrementOf(slopes: Float64Array, curvatures: Float64Array): number {
  if (curvatures[0]! < 0) return Infinity;
  let sum = 0;
  for (let j = 0; j < slopes.length; j++) sum += slopes[j]! ** 2 / (curvatures[j]! || 1);
  return Math.sqrt(sum);
}

/** The step by its parts along the eigenvectors: -slope/(curvature + μ), curvatures ascending. */
function edgeStep(slopes: Float64Array, curvatures: Float64Array, radius: number): Float64Array {
  const along = (mu: number) => slopes.map((slope, j) => (slope === 0 ? 0 : -slope / (curvatures[j]! + mu)));
  const lowest = Math.max(0, -curvatures[0]!);
  const inside = along(lowest);
  const length = norm(inside);
  if (length <= radius) {
    // With μ = 0 this is the step itself; with a negative curvature the hard case: go on along it to the edge.
    if (lowest > 0) inside[0] = Math.sqrt(radius * radius - length * length) * (slopes[0]! > 0 ? -1 : 1);
    return inside;
  }
  // 1/‖s(μ)‖ is nearly linear in μ: Newton's method on it, kept between bounds.
  let low = lowest;
  let high = lowest + norm(slopes) / radius;
  let mu = lowest === 0 && Number.isFinite(length) ? 0 : high;
  for (let i = 0; i < 100; i++) {
    const parts = along(mu);
    const reached = norm(parts);
    if (Math.abs(reached - radius) <= 1e-6 * radius) return parts;
    if (reached > radius) low = mu;
    else high = mu;
    let slope = 0;
    for (let j = 0; j < parts.length; j++) {
      if (parts[j] !== 0) slope += (parts[j]! / reached) ** 2 / (curvatures[j]! + mu);
    }
    const next = mu + (reached / radius - 1) / slope;
    mu = next > low && next < high ? next : low + (high - low) / 2;
  }
  return along(high);
}
