import { isGzip } from "./gzip.js";
import { cifarVariant } from "./readCifar.js";
import { isParquet } from "./readParquet.js";
import { firstBytes, signatureOf } from "./signatures.js";

export type DataKind =
  | "gzip"
  | "idx-images"
  | "idx-labels"
  | "cifar"
  | "csv"
  | "json"
  | "parquet"
  | "npy"
  | "zip"
  | "image"
  | "unknown";

export interface Sniffed {
  readonly kind: DataKind;
  /** Why, in words that fit into an error message. */
  readonly reason: string;
}

const signed: Readonly<Record<string, DataKind>> = {
  npy: "npy",
  zip: "zip",
  png: "image",
  jpeg: "image",
  webp: "image",
};

const idxTypes = new Set([0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e]);

/** Tells what bytes hold from the bytes alone, never from a file's name. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (bytes.length === 0) return { kind: "unknown", reason: "it is empty" };
  if (isGzip(bytes)) return { kind: "gzip", reason: "it begins with gzip's magic number 1f 8b" };
  if (
    bytes.length >= 8 &&
    bytes[0] === 0 &&
    bytes[1] === 0 &&
    idxTypes.has(bytes[2]!) &&
    bytes[3]! > 0 &&
    bytes[3]! < 8
  ) {
    const reason = `it begins with IDX's magic number for ${bytes[3]} dimension${bytes[3] === 1 ? "" : "s"}`;
    return { kind: bytes[3] === 1 ? "idx-labels" : "idx-images", reason };
  }
  if (isParquet(bytes)) return { kind: "parquet", reason: "it begins with Parquet's magic number PAR1" };
  const known = signatureOf(bytes);
  const kind = known && signed[known.format];
  if (kind) return { kind, reason: `it is ${known.name}` };
  if (looksLikeText(bytes)) {
    return beginsAsJson(bytes)
      ? { kind: "json", reason: "it is text that begins as JSON does" }
      : { kind: "csv", reason: "it is text" };
  }
  const variant = cifarVariant(bytes);
  if (variant)
    return { kind: "cifar", reason: `its length and labels are those of CIFAR-${variant} records` };
  return { kind: "unknown", reason: unknownReason(bytes) };
}

/** Text: no control characters but tabs and line ends in the first 64 KiB, or a byte-order mark. */
export function looksLikeText(bytes: Uint8Array): boolean {
  if (hasPrefix(bytes, [0xff, 0xfe]) || hasPrefix(bytes, [0xfe, 0xff])) return true;
  for (const byte of bytes.subarray(0, 65536)) {
    if (byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12)) return false;
  }
  return true;
}

/** The first character that isn't white space is { or [, which no header of a CSV begins with. */
function beginsAsJson(bytes: Uint8Array): boolean {
  const start = hasPrefix(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const first = bytes.subarray(start).find((byte) => byte !== 32 && (byte < 9 || byte > 13));
  return first === 0x7b || first === 0x5b;
}

function unknownReason(bytes: Uint8Array): string {
  const known = signatureOf(bytes);
  if (known) return `it is ${known.name}`;
  return `it begins with ${firstBytes(bytes)}, no magic number of IDX or gzip, isn't text, and its ${bytes.length} bytes are no whole CIFAR records with labels in range`;
}

function hasPrefix(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, i) => bytes[i] === byte);
}
