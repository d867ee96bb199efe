import { exifOrientation } from "./exifOrientation.js";
import { DamagedImage, type StoredExtents } from "./storedExtents.js";

const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Walks the chunks of a WebP (RFC 9649): VP8X, VP8 or VP8L give the extents, EXIF the orientation. */
export function readWebpHeader(bytes: Uint8Array): StoredExtents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = 8 + view.getUint32(4, true);
  if (end > bytes.length) throw new DamagedImage("it is truncated");
  let extents: { width: number; height: number } | undefined;
  let orientation = 1;
  for (let at = 12; at + 8 <= end; ) {
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) throw new DamagedImage("it is truncated");
    // The canvas of an extended file comes first, and counts.
    extents ??= extentsOf(type, new DataView(data.buffer, data.byteOffset, data.length));
    if (type === "EXIF")
      orientation = exifOrientation(exif.every((byte, i) => data[i] === byte) ? data.subarray(6) : data);
    // Chunks are padded to even lengths.
    at += 8 + length + (length & 1);
  }
  if (!extents) throw new DamagedImage("it says nothing of its extents");
  return { ...extents, orientation };
}

function extentsOf(type: string, data: DataView): { width: number; height: number } | undefined {
  if (type === "VP8X") {
    const minusOne = (at: number) => data.getUint16(at, true) | (data.getUint8(at + 2) << 16);
    return { width: 1 + minusOne(4), height: 1 + minusOne(7) };
  }
  // Fourteen bits each, after the frame's tag and start code, or the byte 0x2F.
  if (type === "VP8 ")
    return { width: data.getUint16(6, true) & 0x3fff, height: data.getUint16(8, true) & 0x3fff };
  if (type === "VP8L") {
    const bits = data.getUint32(1, true);
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) };
  }
  return undefined;
}
