export interface Signature {
  readonly format: string;
  /** With its article, as it stands in a sentence. */
  readonly name: string;
}

type Entry = readonly [format: string, name: string, ...parts: (readonly [at: number, text: string])[]];

/** What files of well-known formats hold at fixed places, as Latin-1. */
const entries: readonly Entry[] = [
  ["png", "a PNG picture", [0, "\x89PNG\r\n\x1a\n"]],
  ["jpeg", "a JPEG picture", [0, "\xff\xd8\xff"]],
  ["webp", "a WebP picture", [0, "RIFF"], [8, "WEBP"]],
  ["gif", "a GIF picture", [0, "GIF8"]],
  ["bmp", "a BMP picture", [0, "BM"], [6, "\0\0\0\0"]],
  ["tiff", "a TIFF picture", [0, "II*\0"]],
  ["tiff", "a TIFF picture", [0, "MM\0*"]],
  ["avif", "an AVIF picture", [4, "ftypavif"]],
  ["heic", "a HEIC picture", [4, "ftyphei"]],
  ["heic", "a HEIC picture", [4, "ftypmif1"]],
  ["npy", "a NumPy array", [0, "\x93NUMPY"]],
  ["zip", "a zip archive", [0, "PK\x03\x04"]],
  ["zip", "a zip archive", [0, "PK\x05\x06"]],
  ["parquet", "a Parquet file", [0, "PAR1"]],
  ["pdf", "a PDF document", [0, "%PDF"]],
];

/** The format whose signature bytes bear, if it is one that a data folder may well hold. */
export function signatureOf(bytes: Uint8Array): Signature | undefined {
  const found = entries.find(([, , ...parts]) => parts.every(([at, text]) => holds(bytes, at, text)));
  return found && { format: found[0], name: found[1] };
}

/** The first bytes in hexadecimal, for a file that nobody knows. */
export function firstBytes(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
}

function holds(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}
