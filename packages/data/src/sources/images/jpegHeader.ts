import { exifOrientation } from "./exifOrientation.js";
import { DamagedImage, type StoredExtents } from "./storedExtents.js";

const marker = { end: 0xd9, app1: 0xe1 };
const exif = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** Frames carry the extents: SOF0 to SOF15 without the tables DHT, JPG and DAC (ITU T.81, table B.1). */
const isFrame = (code: number) => code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
/** TEM and the restart markers stand alone, without a length. */
const standsAlone = (code: number) => code === 0x01 || (code >= 0xd0 && code <= 0xd8);

/** Walks the segments of a JPEG (ITU T.81, annex B) up to the end of its picture; what follows that isn't read. */
export function readJpegHeader(bytes: Uint8Array): StoredExtents {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let extents: { width: number; height: number } | undefined;
  let orientation = 1;
  for (let at = nextMarker(bytes, 2); ; ) {
    const code = bytes[at + 1]!;
    if (code === marker.end) {
      if (!extents) throw new DamagedImage("it says nothing of its extents");
      return { ...extents, orientation };
    }
    if (standsAlone(code)) {
      at = nextMarker(bytes, at + 2);
      continue;
    }
    const length = view.getUint16(at + 2);
    if (isFrame(code)) extents = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    const data = bytes.subarray(at + 4, at + 2 + length);
    if (code === marker.app1 && exif.every((byte, i) => data[i] === byte))
      orientation = exifOrientation(data.subarray(exif.length));
    at = nextMarker(bytes, at + 2 + length);
  }
}

/** The next marker from `at` on. Inside a scan 0xFF is followed by 0, and may be repeated before a marker. */
function nextMarker(bytes: Uint8Array, at: number): number {
  for (let found = bytes.indexOf(0xff, at); found >= 0; found = bytes.indexOf(0xff, found + 1)) {
    const code = bytes[found + 1];
    if (code !== undefined && code !== 0 && code !== 0xff) return found;
  }
  throw new DamagedImage("it is truncated");
}
