import { horner } from "./horner.js";
import { sineOfHalfTurns } from "./lgamma.js";
import { logarithm } from "./logarithm.js";
import { cosineKernel, sineKernel } from "./quarterTurns.js";

// ψ(x) = (x - x₀)·q(x - 1.5) on [1, 2], x₀ its zero in two parts: scripts/coefficients.py, "zero" and "digamma".
const coefficients = [
  0.9510559, -0.4236274, 0.24054265, -0.14840513, 0.09498082, -0.06191461, 0.040893402, -0.027084332,
  0.016916571, -0.0111689465, 0.011219995, -0.007587103,
];

/**
 * ψ(x), x > 0: a polynomial from 1 to 2, ψ(x) = ψ(x-1) + 1/(x-1) down to it and ψ(x+1) - 1/x up to it, and from 8 on
 * log x - 1/(2x) - Σ B₂ₖ/(2k x²ᵏ) (Abramowitz & Stegun 6.3.18).
 */
const positive = `fn digammaPositive(x: f32) -> f32 {
  if (x >= 8.0) {
    let inverse = 1.0 / x;
    let z = inverse * inverse;
    return logarithm(x) - (0.5 * inverse + z * ${horner("z", [1 / 12, -1 / 120, 1 / 252].map(Math.fround))});
  }
  var rest = x;
  var sum = 0.0;
  if (rest < 1.0) {
    sum = -1.0 / rest;
    rest += 1.0;
  }
  while (rest >= 2.0) {
    rest -= 1.0;
    sum += 1.0 / rest;
  }
  let u = rest - 1.5;
  // A compiler that knew both parts of x₀ would add them up.
  let zeroRest = bitcast<f32>(0x3255af90u | call[0].x);
  return ((rest - 1.4616321325302124) - zeroRest) * ${horner("u", coefficients)} + sum;
}`;

/** ψ(x): by ψ(1-x) - π/tan πx below 0, with the rest of x to a whole number, which is exact. NaN at the poles. */
const whole = `fn digammaOf(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let nan = bitcast<f32>(0x7fc00000u | call[0].x);
  if ((bits & 0x7fffffffu) > 0x7f800000u || bits == 0xff800000u || (bits & 0x7fffffffu) == 0u) { return nan; }
  if (bits == 0x7f800000u) { return x; }
  if ((bits & 0x7fffffffu) < 0x00800000u) {
    // 1/x of a subnormal, which a device may take for 0.
    let size = 1.0 / f32(bits & 0x7fffffffu) * 8.507059e37 * 8388608.0;
    return select(size, -size, x > 0.0 || bits < 0x80000000u);
  }
  if (x > 0.0) { return digammaPositive(x); }
  let rest = x - floor(x + 0.5);
  if (rest == 0.0) { return nan; }
  let sine = sineOfHalfTurns(rest);
  let cosine = sineOfHalfTurns(0.5 - abs(rest));
  return digammaPositive(1.0 - x) - ${Math.fround(Math.PI)} * select(cosine, -cosine, rest < 0.0) / sine;
}`;

export const digamma = [logarithm, sineKernel, cosineKernel, sineOfHalfTurns, positive, whole];
