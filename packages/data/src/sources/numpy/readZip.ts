import { unzipSync } from "fflate";
import { badData } from "../../place.js";
import { crc32 } from "../crc32.js";

/**
 * The files of a zip archive, stored or deflated, each held against its checksum, which fflate doesn't look at.
 * @throws DataError naming the archive: no zip, truncated, damaged, encrypted, packed in another way.
 */
export function readZip(bytes: Uint8Array, file: string): Map<string, Uint8Array> {
  let files: Record<string, Uint8Array>;
  let checksums: Map<string, number>;
  try {
    checksums = readChecksums(bytes);
    files = unzipSync(bytes);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw badData(
      { file },
      `the zip archive is truncated, damaged or encrypted and can't be unpacked (${reason})`,
      {},
      cause,
    );
  }
  for (const [name, checksum] of checksums) {
    const content = files[name];
    if (content && crc32(content) === checksum) continue;
    throw badData({ file }, `the zip archive is damaged: "${name}" doesn't have its checksum`);
  }
  return new Map(Object.entries(files));
}

const signature = { end: 0x06054b50, entry: 0x02014b50 };

/** CRC-32 of each file by its name, from the directory at the archive's end (PKWARE's APPNOTE, sections 4.3.12 and 4.3.16). */
function readChecksums(bytes: Uint8Array): Map<string, number> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let end = bytes.length - 22;
  // A comment of up to 64 KiB may follow.
  while (end >= 0 && view.getUint32(end, true) !== signature.end) end--;
  if (end < 0) throw new Error("it has no directory");
  const checksums = new Map<string, number>();
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== signature.entry) throw new Error("its directory is damaged");
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    checksums.set(
      new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)),
      view.getUint32(at + 16, true),
    );
    at += 46 + name + extra + comment;
  }
  return checksums;
}
