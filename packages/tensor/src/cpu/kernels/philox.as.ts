/** The high words of the 64-bit products of four lanes with a constant. */
// @ts-ignore: decorator
@inline
function highProduct(a: v128, b: v128): v128 {
  const low = i64x2.extmul_low_i32x4_u(a, b);
  return v128.shuffle<u32>(low, i64x2.extmul_high_i32x4_u(a, b), 1, 3, 5, 7);
}

/** Stores the first `words` words of a vector. */
// @ts-ignore: decorator
@inline
function storeSome(out: usize, row: v128, words: i32): void {
  if (words >= 4) v128.store(out, row);
  else {
    if (words > 0) store<i32>(out, v128.extract_lane<i32>(row, 0));
    if (words > 1) store<i32>(out, v128.extract_lane<i32>(row, 1), 4);
    if (words > 2) store<i32>(out, v128.extract_lane<i32>(row, 2), 8);
  }
}

/**
 * Philox 4x32-10: of the first `words` words of the stream of a key, block i from the counter (i, 0, 0, 0), those from
 * 16·begin to before 16·end; four blocks at once, one a lane. Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers:
 * as easy as 1, 2, 3".
 */
export function randomBits(key: usize, out: usize, begin: i32, end: i32, words: i32): void {
  const m0 = i32x4.splat(0xd2511f53);
  const m1 = i32x4.splat(0xcd9e8d57);
  const step0 = i32x4.splat(0x9e3779b9);
  const step1 = i32x4.splat(0xbb67ae85);
  const key0 = i32x4.splat(load<u32>(key));
  const key1 = i32x4.splat(load<u32>(key, 4));
  out += (<usize>begin) << 6;
  words -= begin << 4;
  for (; begin < end; begin++, out += 64, words -= 16) {
    let c0 = i32x4.add(i32x4.splat(begin << 2), i32x4(0, 1, 2, 3));
    let c1 = i32x4.splat(0);
    let c2 = c1;
    let c3 = c1;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const high0 = highProduct(c0, m0);
      const high1 = highProduct(c2, m1);
      const low0 = i32x4.mul(c0, m0);
      c0 = v128.xor(v128.xor(high1, c1), k0);
      c1 = i32x4.mul(c2, m1);
      c2 = v128.xor(v128.xor(high0, c3), k1);
      c3 = low0;
      k0 = i32x4.add(k0, step0);
      k1 = i32x4.add(k1, step1);
    }
    const a = v128.shuffle<u32>(c0, c1, 0, 4, 1, 5);
    const b = v128.shuffle<u32>(c2, c3, 0, 4, 1, 5);
    const c = v128.shuffle<u32>(c0, c1, 2, 6, 3, 7);
    const d = v128.shuffle<u32>(c2, c3, 2, 6, 3, 7);
    storeSome(out, v128.shuffle<u64>(a, b, 0, 2), words);
    storeSome(out + 16, v128.shuffle<u64>(a, b, 1, 3), words - 4);
    storeSome(out + 32, v128.shuffle<u64>(c, d, 0, 2), words - 8);
    storeSome(out + 48, v128.shuffle<u64>(c, d, 1, 3), words - 12);
  }
}
