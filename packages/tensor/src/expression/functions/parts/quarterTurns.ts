import type { ScalarFunction } from "../../expression.js";
import type { Scalar } from "../../scalar.js";
import { formatOf } from "./format.js";
import { polynomial } from "./polynomial.js";

// sin r = r + r·z·q(z) and cos r = 1 - z/2 + z²·q(z), z = r², |r| ≤ π/4; scripts/coefficients.py, "sin" and "cos".
const sine32 = [-0.16666655, 0.00833219, -0.00019518402];
const sine64 = [
  -0.16666666666666632, 0.008333333333322455, -0.00019841269829813258, 2.755731368739918e-6,
  -2.505075666208849e-8, 1.5896677248032876e-10,
];
const cosine32 = [0.041666646, -0.0013887301, 2.4430705e-5];
const cosine64 = [
  0.0416666666666666, -0.001388888888887444, 2.480158728963391e-5, -2.755731438651881e-7,
  2.087572689758874e-9, -1.1359792542186027e-11,
];

// π/2 in parts: whole numbers to `most` times each, but for the last, are exact.
const turn32 = {
  parts: [
    1.5703125, 0.0004837512969970703, 7.549533620476723e-8, 2.5632829192545614e-12, 6.123234262925839e-17,
  ],
  most: 2 ** 13,
};
const turn64 = {
  parts: [1.570796325802803, 9.920935739593517e-10, 5.721188709663575e-18, 1.6446256936324258e-26],
  most: 2 ** 26,
};

/** An angle as a whole number of quarter turns and a rest, by its sine and cosine. */
export interface QuarterTurns {
  readonly sine: Scalar;
  readonly cosine: Scalar;
  /** An int32, whose lowest two bits count. */
  readonly turns: Scalar;
}

/** Cody & Waite's reduction x = n·π/2 + r, |r| ≤ π/4, for |x| up to `mostAngle`. */
export function quarterTurns(x: Scalar): QuarterTurns {
  const single = x.type === "float32";
  // The sum with this rounds x/(π/2) to a whole number and leaves it in the lowest bits.
  const magic = 1.5 * 2 ** formatOf(x.type)!.digits;
  const shifted = x.multiplyAdd(2 / Math.PI, magic);
  const n = shifted.sub(magic);
  let r = x;
  for (const part of (single ? turn32 : turn64).parts) r = n.multiplyAdd(-part, r);
  const z = r.mul(r);
  const sine = polynomial(z, single ? sine32 : sine64);
  const cosine = polynomial(z, single ? cosine32 : cosine64);
  return {
    sine: r.mul(z).multiplyAdd(sine, r),
    cosine: z.mul(z).multiplyAdd(cosine, z.multiplyAdd(-0.5, 1)),
    turns: single ? shifted.bitcast("int32") : shifted.lowWord(),
  };
}

/**
 * What was expanded, where the angle is one that `quarterTurns` takes; beyond, for infinities and NaN the host's
 * function, whose reduction needs hundreds of digits of π. Code branches there: it costs nothing where none is met.
 */
export function withinTurns(x: Scalar, y: Scalar, host: ScalarFunction): Scalar {
  const { most } = x.type === "float32" ? turn32 : turn64;
  const { name, reference } = host;
  const inside = x.abs().less((most * Math.PI) / 2);
  return inside.select(y, x.call({ name, reference }));
}

/** The sine of an angle of so many quarter turns more. */
export function sineOf({ sine, cosine, turns }: QuarterTurns, more = 0): Scalar {
  const n = more ? turns.add(more) : turns;
  const size = n.and(1).equal(0).select(sine, cosine);
  return n.and(2).equal(0).select(size, size.neg());
}
