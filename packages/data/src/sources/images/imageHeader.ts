import { badData } from "../../place.js";
import { firstBytes, signatureOf } from "../signatures.js";
import { looksLikeText } from "../sniff.js";
import { readJpegHeader } from "./jpegHeader.js";
import { readPngHeader } from "./pngHeader.js";
import { DamagedImage, type StoredExtents } from "./storedExtents.js";
import { readWebpHeader } from "./webpHeader.js";

export type ImageFormat = "png" | "jpeg" | "webp";

/** What a picture's file says of itself. */
export interface ImageHeader {
  readonly format: ImageFormat;
  /** Of the picture as it is shown, after the rotation that EXIF asks for. */
  readonly width: number;
  readonly height: number;
}

const readers: Readonly<Record<ImageFormat, (bytes: Uint8Array) => StoredExtents>> = {
  png: readPngHeader,
  jpeg: readJpegHeader,
  webp: readWebpHeader,
};

const words: Readonly<Record<ImageFormat, string>> = { png: "PNG", jpeg: "JPEG", webp: "WebP" };

/** 16,384 pixels square; more would be a mistake, or a file made to exhaust memory. */
const mostPixels = 2 ** 28;

/** The format of a picture, told from its first bytes. */
export function imageFormat(bytes: Uint8Array): ImageFormat | undefined {
  const known = signatureOf(bytes)?.format;
  return known === "png" || known === "jpeg" || known === "webp" ? known : undefined;
}

/**
 * Reads format and extents of a PNG, JPEG or WebP, and walks through its parts to the end, so that a truncated file is
 * found before anything is decoded and alike on every platform.
 * @throws DataError naming the file: another format, truncated, damaged, without or with too many pixels.
 */
export function imageHeader(bytes: Uint8Array, file: string): ImageHeader {
  const format = imageFormat(bytes);
  if (!format) throw badData({ file }, `expected a PNG, JPEG or WebP picture, but ${describeOther(bytes)}`);
  let stored: StoredExtents;
  try {
    stored = readers[format](bytes);
  } catch (cause) {
    // A length that points behind the end makes a DataView throw.
    const reason = cause instanceof DamagedImage ? cause.message : "it is truncated";
    throw badData({ file }, `the ${words[format]} picture can't be read: ${reason}`, {}, cause);
  }
  const { orientation } = stored;
  // Orientations 5 to 8 are quarter turns.
  const [width, height] = orientation >= 5 ? [stored.height, stored.width] : [stored.width, stored.height];
  if (width === 0 || height === 0)
    throw badData({ file }, `the picture of ${width} × ${height} has no pixels`);
  if (width * height > mostPixels)
    throw badData(
      { file },
      `the picture of ${width} × ${height} pixels is too large: at most ${mostPixels} pixels`,
    );
  return { format, width, height };
}

function describeOther(bytes: Uint8Array): string {
  const known = signatureOf(bytes);
  if (known) return `it is ${known.name}`;
  if (bytes.length === 0) return "the file is empty";
  return looksLikeText(bytes) ? "it is text" : `it begins with ${firstBytes(bytes)}`;
}
