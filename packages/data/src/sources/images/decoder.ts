/** A decoded picture: bytes row by row, the channels of a pixel side by side. */
export interface DecodedImage {
  readonly pixels: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  /** 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha; alpha isn't multiplied into the colours. */
  readonly channels: number;
}

export interface Extents {
  readonly width: number;
  readonly height: number;
}

/**
 * Turns the bytes of a PNG, JPEG or WebP into pixels in sRGB, rotated as EXIF asks. It may shrink the picture while it
 * decodes, keeping its proportions, to no less than `enough` on either side.
 */
export interface ImageDecoder {
  decode(bytes: Uint8Array, enough: Extents): Promise<DecodedImage>;
}
