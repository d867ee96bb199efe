import { choleskyFactor, minimize } from "@mebae/optimizers";
import type { Sample } from "../sample.js";
import { log1pOver } from "../special/log1pOver.js";

export interface Place {
  readonly location: number;
  readonly scale: number;
  readonly shape: number;
}

/** Mean log-likelihood with gradient and Hessian by (μ, log σ, ξ). */
export interface Expansion {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/**
 * With t(z, ξ) = z·g(ξz), l = -log σ - (1 + ξ)t - e^(-t) a value, and for any a, b
 *   ∂l = (e^(-t) - 1 - ξ)∂t - t·∂ξ,   ∂a∂b l = (e^(-t) - 1 - ξ)∂a∂b t - e^(-t)∂a t·∂b t - ∂aξ·∂b t - ∂bξ·∂a t;
 * by z: t′ = 1/(1 + ξz), t″ = -ξt′², by ξ: z²g′ and z³g″, by both: -z·t′².
 */
export function expand({ values, weights, count }: Sample, { location, scale, shape }: Place): Expansion {
  const sums = new Float64Array(10);
  for (let i = 0; i < values.length; i++) {
    const z = (values[i]! - location) / scale;
    const u = shape * z;
    if (!(u > -1)) return { value: -Infinity, gradient: new Float64Array(3), hessian: new Float64Array(9) };
    const byZ = 1 / (1 + u);
    // g, g′ and g″ from one logarithm where u is large enough for their differences to keep the digits that sums need.
    const near = Math.abs(u) < 0.01;
    const g = near ? log1pOver(u) : Math.log1p(u) / u;
    const g1 = near ? log1pOver(u, 1) : (byZ - g) / u;
    const g2 = near ? log1pOver(u, 2) : -(byZ * byZ + 2 * g1) / u;
    const t = z * g;
    const e = Math.exp(-t);
    const outer = e - 1 - shape;
    const byShape = z * z * g1;
    const byZZ = -shape * byZ * byZ;
    const byZShape = -z * byZ * byZ;
    const byShapeShape = z * z * z * g2;
    // z by μ: -1/σ; by log σ: -z.
    const w = (weights ? weights[i]! : 1) / count;
    const slope = outer * byZ;
    const bend = outer * byZZ - e * byZ * byZ;
    const mixed = outer * byZShape - e * byZ * byShape - byZ;
    sums[0]! += w * (-(1 + shape) * t - e);
    sums[1]! -= w * slope;
    sums[2]! -= w * slope * z;
    sums[3]! += w * (outer * byShape - t);
    sums[4]! += w * bend;
    sums[5]! += w * (bend * z + slope);
    sums[6]! += w * (bend * z * z + slope * z);
    sums[7]! -= w * mixed;
    sums[8]! -= w * mixed * z;
    sums[9]! += w * (outer * byShapeShape - e * byShape * byShape - 2 * byShape);
  }
  const [value, m, s, k, mm, ms, ss, mk, sk, kk] = sums as unknown as number[];
  return {
    value: value! - Math.log(scale),
    gradient: Float64Array.of(m! / scale, s! - 1, k!),
    hessian: Float64Array.of(
      mm! / scale ** 2,
      ms! / scale,
      mk! / scale,
      ms! / scale,
      ss!,
      sk!,
      mk! / scale,
      sk!,
      kk!,
    ),
  };
}

/** A local maximum with its mean log-likelihood. */
export interface Summit extends Place {
  readonly height: number;
}

/** The local maximum uphill from a start, by Newton's method in a trust region; undefined where none has ξ > -1. */
export function climb(sample: Sample, start: Place): Summit | undefined {
  const n = sample.count;
  const placeOf = (x: ArrayLike<number>): Place => ({
    location: x[0]!,
    scale: Math.exp(x[1]!),
    shape: x[2]!,
  });
  const at = (x: Float64Array) => {
    const place = placeOf(x);
    const inside = place.shape > -1 && place.scale > 0;
    const { value, gradient, hessian } = inside
      ? expand(sample, place)
      : { value: -Infinity, gradient: new Float64Array(3), hessian: new Float64Array(9) };
    return { value: -n * value, gradient: gradient.map((g) => -n * g), hessian: hessian.map((h) => -n * h) };
  };
  const minimum = minimize(
    { value: (x) => at(x).value, gradient: at, hessian: at },
    [start.location, Math.log(start.scale), start.shape],
    { maximumIterations: 200 },
  );
  if (minimum.status !== "converged" || !choleskyFactor(minimum.hessian!)) return undefined;
  return { ...placeOf(minimum.x), height: -minimum.value / n };
}
