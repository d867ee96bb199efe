import { digamma } from "./digamma.js";

/**
 * n!·ζ(n+1, a) = n! Σ_{k≥0} (a+k)^-(n+1) for a > 0 by Euler and Maclaurin's formula: the terms up to n + 8, and the tail
 * from there. n! and the power go hand in hand, so that neither is beyond float32 where the whole isn't.
 */
const zeta = `fn factorialOverPower(n: i32, a: f32) -> f32 {
  var product = 1.0;
  for (var j = 1; j <= n; j++) { product *= f32(j) / a; }
  return product;
}
fn factorialZeta(n: i32, a: f32) -> f32 {
  let steps = max(0, i32(ceil(f32(n + 8) - min(a, 1024.0))));
  let x = a + f32(steps);
  let s = f32(n + 1);
  let inverse = 1.0 / x;
  let third = (s + 1.0) * inverse * ((s + 2.0) * inverse);
  let fifth = (s + 3.0) * inverse * ((s + 4.0) * inverse);
  let series = s * inverse * (${Math.fround(1 / 12)} - third * (${Math.fround(1 / 720)} - fifth * ${Math.fround(1 / 30240)}));
  var sum = factorialOverPower(n, x) * (1.0 / f32(n) + inverse * (0.5 + series));
  for (var k = steps - 1; k >= 0; k--) {
    let at = a + f32(k);
    sum += factorialOverPower(n, at) / at;
  }
  return sum;
}`;

/**
 * ψ⁽ⁿ⁾(x) = (-1)^(n+1) n! ζ(n+1, x). Below 0, with r and 1 - r the distances to the poles about x, the terms of both sides
 * are three such sums: ζ(n+1, r) + (-1)^(n+1) (ζ(n+1, 1-r) - ζ(n+1, 1-x)). An order above 170, whose factorial is beyond
 * float64 as well, has infinity for its size.
 */
const whole = `fn polygammaOf(order: f32, x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let orderBits = bitcast<u32>(order);
  let nan = bitcast<f32>(0x7fc00000u | call[0].x);
  let infinity = bitcast<f32>(0x7f800000u | call[0].x);
  if ((orderBits & 0x7fffffffu) >= 0x7f800000u || order < 0.0 || floor(order) != order) { return nan; }
  if (order == 0.0) { return digammaOf(x); }
  if ((bits & 0x7fffffffu) > 0x7f800000u || bits == 0xff800000u) { return nan; }
  let n = i32(min(order, 171.0));
  // Floats from 2^24 on are even.
  let odd = order < 16777216.0 && (u32(min(order, 16777216.0)) & 1u) == 1u;
  let sign = select(-1.0, 1.0, odd);
  if (bits == 0x7f800000u) { return sign * 0.0; }
  let magnitude = bits & 0x7fffffffu;
  let isWhole = floor(x) == x;
  if (magnitude == 0u || (x < 0.0 && isWhole)) { return select(nan, infinity, odd); }
  if (n > 170) { return sign * infinity; }
  // 1/x² of a subnormal is beyond float32.
  if (magnitude < 0x00800000u) { return select(sign * infinity, infinity, bits >= 0x80000000u); }
  if (x > 0.0) { return sign * factorialZeta(n, x); }
  let r = x - floor(x);
  let other = -x - floor(-x);
  let far = factorialZeta(n, 1.0 - x);
  if (r == other && !odd) { return -far; }
  let first = factorialZeta(n, r);
  let second = factorialZeta(n, other);
  // Where both are beyond float32, the nearer pole's is the larger.
  if (max(first, second) > 3.4028234e38) { return select(infinity, sign * infinity, r < other); }
  return sign * first + (second - far);
}`;

export const polygamma = [...digamma, zeta, whole];
export const trigamma = [
  ...polygamma,
  `fn trigammaOf(x: f32) -> f32 {
  return polygammaOf(1.0, x);
}`,
];
