import { horner } from "./horner.js";

// log((1+s)/(1-s)) = 2s + s·z·q(z), z = s²: packages/tensor/scripts/coefficients.py, "log".
const coefficients = [0.66666776, 0.39977556, 0.2987202];

/** log x of a finite x > 0, like the CPU's expansion: WGSL's own is off by up to 2⁻²¹ about 1. */
export const logarithm = `fn logarithm(x: f32) -> f32 {
  let distance = bitcast<i32>(x) - 0x3f3504f3;
  let n = f32(distance >> 23u);
  let f = bitcast<f32>((distance & 0x7fffff) + 0x3f3504f3) - 1.0;
  let s = f / (f + 2.0);
  let z = s * s;
  let tail = n * 1.4286068e-6 - s * (f - z * ${horner("z", coefficients)});
  return n * 0.69314575 + (f + tail);
}`;
