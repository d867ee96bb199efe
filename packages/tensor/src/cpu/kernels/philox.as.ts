/** One round's multiplication: the high and the low word of a 32x32-bit product. */
// @ts-ignore: decorator
@inline
function product(a: u32, b: u64): u64 {
  return <u64>a * b;
}

/**
 * Philox 4x32-10: words [4·first, 4·first + words) of the stream of a key, the block's number being the counter.
 * Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3".
 */
export function randomBits(key: usize, firstLow: u32, firstHigh: u32, words: i32, out: usize): void {
  const key0 = load<u32>(key);
  const key1 = load<u32>(key, 4);
  let block = (<u64>firstHigh << 32) | <u64>firstLow;
  for (; words > 0; words -= 4, block++, out += 16) {
    let c0 = <u32>block;
    let c1 = <u32>(block >> 32);
    let c2: u32 = 0;
    let c3: u32 = 0;
    let k0 = key0;
    let k1 = key1;
    for (let round = 0; round < 10; round++) {
      const p0 = product(c0, 0xd2511f53);
      const p1 = product(c2, 0xcd9e8d57);
      c0 = <u32>(p1 >> 32) ^ c1 ^ k0;
      c1 = <u32>p1;
      c2 = <u32>(p0 >> 32) ^ c3 ^ k1;
      c3 = <u32>p0;
      k0 += 0x9e3779b9;
      k1 += 0xbb67ae85;
    }
    store<u32>(out, c0);
    if (words > 1) store<u32>(out, c1, 4);
    if (words > 2) store<u32>(out, c2, 8);
    if (words > 3) store<u32>(out, c3, 12);
  }
}
