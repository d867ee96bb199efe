import { horner } from "./horner.js";

/** The high word of a product of two words, which WGSL doesn't have. */
const multiplyHigh = `fn multiplyHigh(a: u32, b: u32) -> u32 {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let middle = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (middle & 0xffffu);
  return (a >> 16u) * (b >> 16u) + (middle >> 16u) + (other >> 16u);
}`;

/** The first 224 bits of 2/π after a word of zeros; scripts/coefficients.py, "2/π". */
const digits = `const digitsOfTwoOverPi = array<u32, 8>(
  0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu,
);
fn bitsOfTwoOverPi(first: u32) -> u32 {
  let shift = first & 31u;
  let word = digitsOfTwoOverPi[first >> 5u];
  if (shift == 0u) { return word; }
  return (word << shift) | (digitsOfTwoOverPi[(first >> 5u) + 1u] >> (32u - shift));
}`;

/**
 * Payne and Hanek's reduction (1983) for 2⁻⁴ ≤ |x|, finite: x = n·π/2 + (high + low), |high| ≤ π/4. With x = m·2ᵉ, digits
 * of 2/π above 2^(2-e) add whole turns, and 96 bits from there on leave 2⁻⁷⁰ of a quarter turn out, where the float32
 * nearest to a multiple of π/2 is 2⁻²⁹ away. The rest is multiplied by π/2 as a word, so that it has 30 good bits.
 */
const quarterTurns = `struct QuarterTurns {
  turns: u32,
  high: f32,
  low: f32,
}
fn quarterTurns(x: f32) -> QuarterTurns {
  let bits = bitcast<u32>(x);
  let exponent = (bits >> 23u) & 255u;
  let m = (bits & 0x7fffffu) | 0x800000u;
  // e - 2 digits of 2/π are left out, e = exponent - 150; 32 zeros stand before them.
  let first = exponent - 120u;
  let a = bitsOfTwoOverPi(first);
  let b = bitsOfTwoOverPi(first + 32u);
  let c = bitsOfTwoOverPi(first + 64u);
  let lowest = m * b;
  var low = lowest + multiplyHigh(m, c);
  var high = m * a + multiplyHigh(m, b) + select(0u, 1u, low < lowest);
  // Two bits of whole quarters and then a fraction, to the nearest whole number.
  var turns = (high + 0x20000000u) >> 30u;
  high = (high << 2u) | (low >> 30u);
  low = low << 2u;
  let below = (high >> 31u) == 1u;
  if (below) {
    low = ~low + 1u;
    high = ~high + select(0u, 1u, low == 0u);
  }
  let zeros = countLeadingZeros(high);
  let shifted = select((high << zeros) | select(low >> (32u - zeros), 0u, zeros == 0u), low, zeros >= 32u);
  let rest = multiplyHigh(shifted, 0xc90fdaa2u);
  let scale = bitcast<f32>((96u - zeros) << 23u);
  let isNegative = below != (bits >= 0x80000000u);
  let sign = select(scale, -scale, isNegative);
  if (bits >= 0x80000000u) { turns = 0u - turns; }
  return QuarterTurns(turns & 3u, f32(rest & 0xffffff00u) * sign, f32(rest & 255u) * sign);
}`;

// sin r = r + r·z·q(z) and cos r = 1 - z/2 + z²·q(z), z = r²: packages/tensor/scripts/coefficients.py, "sin" and "cos".
const sine = [-0.16666655, 0.00833219, -0.00019518402];
const cosine = [0.041666646, -0.0013887301, 2.4430705e-5];

/** Sine and cosine of high + low, |high| ≤ π/4, low far smaller. */
export const sineKernel = `fn sineKernel(high: f32, low: f32) -> f32 {
  let z = high * high;
  return high + (high * z * ${horner("z", sine)} + low * (1.0 - 0.5 * z));
}`;
export const cosineKernel = `fn cosineKernel(high: f32, low: f32) -> f32 {
  let z = high * high;
  let half = 0.5 * z;
  let first = 1.0 - half;
  return first + (((1.0 - first) - half) + (z * z * ${horner("z", cosine)} - high * low));
}`;

const isUnbounded = `fn isUnbounded(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7fffffffu) >= 0x7f800000u;
}`;

const start = `if (isUnbounded(x)) { return bitcast<f32>(0x7fc00000u | call[0].x); }
  let reduced = quarterTurns(x);
  let s = sineKernel(reduced.high, reduced.low);
  let c = cosineKernel(reduced.high, reduced.low);`;

const parts = [multiplyHigh, digits, quarterTurns, sineKernel, cosineKernel, isUnbounded];

/** sin and cos of an angle of \`more\` quarter turns more: expansions take small angles, these the others and what is no number. */
const turned = (name: string, more: number) => `fn ${name}(x: f32) -> f32 {
  ${start}
  let turns = reduced.turns + ${more}u;
  let size = select(c, s, (turns & 1u) == 0u);
  return select(size, -size, (turns & 2u) != 0u);
}`;

export const sin = [...parts, turned("sinOf", 0)];
export const cos = [...parts, turned("cosOf", 1)];

/** tan: sine over cosine, a quarter turn on minus cosine over sine. */
export const tan = [
  ...parts,
  `fn tanOf(x: f32) -> f32 {
  ${start}
  let even = (reduced.turns & 1u) == 0u;
  return select(-c, s, even) / select(s, c, even);
}`,
];
