import type { ElementType } from "./operand.js";

/**
 * A function that maps elements to u32 which stand in the same order, or with `descending` in the opposite one, NaN last in
 * both; the two zeros are equal. Comparing bits is what WGSL's comparisons of floats are not: true to NaN and infinity.
 */
export function orderKey({ value }: ElementType, descending: boolean): string {
  const turned = descending ? "~" : "";
  if (value === "bool") return `fn orderKey(x: bool) -> u32 {\n  return ${turned}select(0u, 1u, x);\n}`;
  if (value === "i32")
    return `fn orderKey(x: i32) -> u32 {\n  return ${turned}(bitcast<u32>(x) ^ 0x80000000u);\n}`;
  return `fn orderKey(x: f32) -> u32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & 0x7fffffffu;
  if (magnitude > 0x7f800000u) { return 0xffffffffu; }
  if (magnitude == 0u) { return ${turned}0x80000000u; }
  return ${turned}select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}`;
}
