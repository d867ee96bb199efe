/**
 * Philox 4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as
 * easy as 1, 2, 3"): ten rounds of two 32x32→64-bit multiplications. The same counter and key give the same
 * four words on every machine, in any order.
 */
const M0 = 0xd2511f53;
const M1 = 0xcd9e8d57;
const W0 = 0x9e3779b9;
const W1 = 0xbb67ae85;

/** Four uint32 words. */
export type Words4 = [number, number, number, number];

/** The high 32 bits of a·b, both uint32, by 16-bit halves. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle % 0x10000);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000)) >>> 0;
}

/** The block of four uint32 words at `counter` under `key`. */
export function philox4x32(counter: Readonly<Words4>, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(c0 >>> 0, M0);
    const low0 = Math.imul(c0, M0);
    const high1 = multiplyHigh(c2 >>> 0, M1);
    const low1 = Math.imul(c2, M1);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + W0) | 0;
    k1 = (k1 + W1) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/** What a block is drawn for: each purpose has its own last counter word, so that none repeats another's. */
export const purposes = { draw: 0, fold: 1, split: 2, next: 3 } as const;

/** A key derived from `key` by a number: the first two words of the block at counter (low, high, 0, purpose). */
export function deriveKeyWords(
  key: readonly [number, number],
  data: number,
  purpose: number,
): [number, number] {
  const high = Math.floor(data / 0x100000000);
  const words = philox4x32([data >>> 0, high >>> 0, 0, purpose], key);
  return [words[0], words[1]];
}

/** The key that belongs to a number under `key`. */
export function foldKeyWords(key: readonly [number, number], data: number): [number, number] {
  return deriveKeyWords(key, data, purposes.fold);
}

/** FNV-1a over the UTF-16 units of a string: a layer's path as a number to fold a key by. */
export function hashString(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}
