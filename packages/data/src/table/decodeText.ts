import { badData } from "../place.js";

/**
 * Text from bytes: UTF-8, or UTF-16 where a byte-order mark says so; the mark is dropped.
 * @throws DataError when the bytes aren't text in that encoding.
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? "utf-16le"
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const before = new TextDecoder(encoding).decode(bytes).split("\uFFFD", 1)[0]!;
    const row = before.split("\n").length;
    throw badData(
      { file, row },
      `expected ${encoding.toUpperCase()} text, found bytes of another encoding; save it as UTF-8`,
      {},
      cause,
    );
  }
}
