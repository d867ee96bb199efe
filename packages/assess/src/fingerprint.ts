/** A learner's name as a part of a file's name; different names stay different. */
export function slug(name: string): string {
  return encodeURIComponent(name.replaceAll(" ", "_")).replaceAll("*", "%2A");
}

/** 32 bits of numbers, by FNV-1a on their texts. */
export function hash(values: ArrayLike<number>): number {
  let bits = 0x811c9dc5;
  const mix = (byte: number) => {
    bits = Math.imul(bits ^ byte, 0x01000193) >>> 0;
  };
  for (let i = 0; i < values.length; i++) {
    for (const letter of String(values[i])) mix(letter.charCodeAt(0));
    mix(0x2c);
  }
  return bits;
}
