const orientationTag = 0x0112;

/**
 * How a picture is to be turned, from its EXIF data: 1 not at all, … 8 (EXIF 2.3, tag 0x0112, in the first directory of the
 * TIFF data). 1 where it isn't said or can't be read: a viewer ignores damaged notes, too.
 */
export function exifOrientation(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  if (tiff.length < 8) return 1;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const start = view.getUint32(4, little);
  if (start + 2 > tiff.length) return 1;
  const count = view.getUint16(start, little);
  for (let entry = start + 2; entry < start + 2 + 12 * count && entry + 12 <= tiff.length; entry += 12) {
    if (view.getUint16(entry, little) !== orientationTag) continue;
    const orientation = view.getUint16(entry + 8, little);
    return orientation >= 1 && orientation <= 8 ? orientation : 1;
  }
  return 1;
}
