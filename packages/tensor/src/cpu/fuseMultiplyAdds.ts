const simd = 0xfd;
const nop = 1;

/**
 * Puts a fused multiply-add, in place, wherever a module has the ten bytes that scripts/unfuse.mjs writes for one:
 * local.set t, multiply, local.get t, add. No-operations fill the rest.
 */
export function fuseMultiplyAdds(code: Uint8Array): void {
  for (let i = 0; i < code.length; i++) {
    const fused = fusedOf(code[i + 3], code[i + 8]);
    const isOne =
      fused &&
      code[i] === 0x21 &&
      code[i + 2] === simd &&
      code[i + 5] === 0x20 &&
      code[i + 1] === code[i + 6];
    if (isOne && code[i + 7] === simd) code.fill(nop, i, i + 10).set([simd, fused, 2], i);
  }
}

/** f32x4.relaxed_madd and f64x2.relaxed_madd by their products and sums. */
function fusedOf(multiply: number | undefined, add: number | undefined): number | undefined {
  if (multiply === 0xe6 && add === 0xe4) return 0x85;
  return multiply === 0xf2 && add === 0xf0 ? 0x87 : undefined;
}
