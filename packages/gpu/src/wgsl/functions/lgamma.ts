import { horner } from "./horner.js";
import { logarithm } from "./logarithm.js";
import { cosineKernel, sineKernel } from "./quarterTurns.js";

// log Γ(x) = (x-1)(x-2)·p(x-c) on [½, 1], [1, 2] and [2, 3], c the middle: scripts/coefficients.py, "lgamma".
const below = [
  0.65049905, -0.3523594, 0.29408383, -0.2889069, 0.3074538, -0.3423525, 0.38353515, -0.44534734, 0.69102794,
  -0.85480285,
];
const between = [
  0.48312896, -0.1459599, 0.06291105, -0.031308018, 0.016808137, -0.009436027, 0.005325824, -0.0031187343,
  0.002446902, -0.0015207255,
];
const above = [
  0.37957716, -0.07466357, 0.019905277, -0.0060188444, 0.0019466286, -0.00065750856, 0.00024438917,
  -8.7440225e-5,
];

/**
 * log Γ(x), x > 0: a polynomial about the zeros at 1 and 2, log Γ(x+1) - log x below ½, the product of what lies between
 * from 3 to 8, where no terms cancel, and Stirling's series (Abramowitz & Stegun 6.1.41) above.
 */
const positive = `fn lgammaPositive(x: f32) -> f32 {
  if (x < 0.5) {
    let u = x - 0.5;
    return x * (x - 1.0) * ${horner("u", between)} - logarithm(x);
  }
  if (x < 1.0) {
    let u = x - 0.75;
    return (x - 1.0) * (x - 2.0) * ${horner("u", below)};
  }
  if (x < 2.0) {
    let u = x - 1.5;
    return (x - 1.0) * (x - 2.0) * ${horner("u", between)};
  }
  if (x < 8.0) {
    var rest = x;
    var product = 1.0;
    while (rest >= 3.0) {
      rest -= 1.0;
      product *= rest;
    }
    let u = rest - 2.5;
    let small = (rest - 1.0) * (rest - 2.0) * ${horner("u", above)};
    return select(small, small + logarithm(product), product > 1.0);
  }
  // Where log Γ is beyond float32.
  if (x > 4.0850034e36) { return bitcast<f32>(0x7f800000u | call[0].x); }
  let z = 1.0 / x;
  let series = z * ${horner("(z * z)", [1 / 12, -1 / 360, 1 / 1260].map(Math.fround))};
  return (x - 0.5) * (logarithm(x) - 1.0) + (${Math.fround(0.5 * Math.log(2 * Math.PI) - 0.5)} + series);
}`;

/** |sin πx| of -½ ≤ x ≤ ½. */
export const sineOfHalfTurns = `fn sineOfHalfTurns(x: f32) -> f32 {
  let size = abs(x);
  if (size <= 0.25) { return sineKernel(size * ${Math.fround(Math.PI)}, size * ${piRest()}); }
  return cosineKernel((0.5 - size) * ${Math.fround(Math.PI)}, (0.5 - size) * ${piRest()});
}`;

function piRest(): number {
  return Math.fround(Math.PI - Math.fround(Math.PI));
}

/**
 * log|Γ(x)|: by Γ(x)Γ(-x) = -π/(x sin πx) below 0, whose argument -x is exact; -log|x| - γx + π²x²/12 about 0. About its
 * zeros between the negative poles it is right to a unit in the last place of the two terms that cancel there.
 */
const whole = `fn lgammaOf(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let size = abs(x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) { return x; }
  let infinity = bitcast<f32>(0x7f800000u | call[0].x);
  if ((bits & 0x7fffffffu) == 0x7f800000u || (bits & 0x7fffffffu) == 0u) { return infinity; }
  if (size < 0.001953125) {
    let isSubnormal = (bits & 0x7fffffffu) < 0x00800000u;
    let subnormal = logarithm(f32(bits & 0x7fffffffu)) - ${Math.fround(149 * Math.LN2)};
    return x * (0.8224670334 * x - 0.5772156649) - select(logarithm(size), subnormal, isSubnormal);
  }
  if (x > 0.0) { return lgammaPositive(x); }
  let rest = size - floor(size + 0.5);
  if (rest == 0.0) { return infinity; }
  return logarithm(${Math.fround(Math.PI)} / (size * sineOfHalfTurns(rest))) - lgammaPositive(size);
}`;

export const lgamma = [logarithm, sineKernel, cosineKernel, positive, sineOfHalfTurns, whole];
