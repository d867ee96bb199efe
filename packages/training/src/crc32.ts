/** The table of CRC-32 with the reflected polynomial 0xEDB88320 (ISO 3309, as in gzip and PNG). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit++)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/** CRC-32 of some bytes, as eight hexadecimal digits: finds the bit that a disk turned. */
export function crc32(bytes: Uint8Array): string {
  let remainder = 0xffffffff;
  for (let i = 0; i < bytes.length; i++)
    remainder = table[(remainder ^ bytes[i]!) & 255]! ^ (remainder >>> 8);
  return (~remainder >>> 0).toString(16).padStart(8, "0");
}
