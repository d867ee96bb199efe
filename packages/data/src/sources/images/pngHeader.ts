import { crc32 } from "../crc32.js";
import { exifOrientation } from "./exifOrientation.js";
import { DamagedImage, type StoredExtents } from "./storedExtents.js";

const signatureLength = 8;

/** Walks the chunks of a PNG (length, type, data, checksum; PNG specification, section 5) from IHDR to IEND. */
export function readPngHeader(bytes: Uint8Array): StoredExtents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let extents: { width: number; height: number } | undefined;
  let orientation = 1;
  for (let at = signatureLength; at < bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (data.length < length) throw new DamagedImage("it is truncated");
    if (view.getUint32(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length)))
      throw new DamagedImage(`the checksum of its part ${type} is wrong`);
    if (type === "IHDR") extents = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    else if (type === "eXIf") orientation = exifOrientation(data);
    else if (type === "IEND" && extents) return { ...extents, orientation };
    at += 12 + length;
  }
  throw new DamagedImage("it is truncated");
}
