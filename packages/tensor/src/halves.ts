// float16 (IEEE 754 binary16) on the host, by its bits: Node 22 has no Float16Array.

/** The bits of the nearest float16, ties to the even one. */
export function halfBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (magnitude >= 65520) return sign + 0x7c00;
  const exponent = Math.max(-14, Math.floor(Math.log2(magnitude)));
  // Adding 2⁵² leaves no digit below one. A carry out of the digits counts the exponent up, as it should.
  const digits = magnitude / 2 ** (exponent - 10) + 2 ** 52 - 2 ** 52;
  return sign + (exponent + 14) * 1024 + digits;
}

/** The number with these bits. */
export function halfNumber(bits: number): number {
  const exponent = (bits >> 10) & 31;
  const digits = bits & 1023;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return digits ? Number.NaN : sign * Infinity;
  return sign * (exponent === 0 ? digits * 2 ** -24 : (digits + 1024) * 2 ** (exponent - 25));
}
