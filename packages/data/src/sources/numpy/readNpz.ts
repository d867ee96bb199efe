import { badData } from "../../place.js";
import type { SourceOptions } from "../gzip.js";
import { type NpyArray, readNpy } from "./readNpy.js";
import { readZip } from "./readZip.js";

/**
 * Reads a .npz file, as numpy.savez and numpy.savez_compressed write it: arrays by their names.
 * @throws DataError naming file and array: what is no zip archive or damaged, a file in it that is no array, no arrays.
 */
export function readNpz(
  bytes: Uint8Array,
  { file = ".npz data" }: SourceOptions = {},
): Map<string, NpyArray> {
  const arrays = new Map<string, NpyArray>();
  for (const [name, content] of readZip(bytes, file)) {
    if (!name.endsWith(".npy"))
      throw badData({ file }, `expected NumPy arrays in the zip archive, found "${name}"${hint(name)}`);
    arrays.set(name.slice(0, -4), readNpy(content, { file: `${file}, ${name}` }));
  }
  if (arrays.size === 0) throw badData({ file }, "expected NumPy arrays in the zip archive, found none");
  return arrays;
}

function hint(name: string): string {
  if (/^(\[Content_Types\]|_rels|xl|docProps)/.test(name)) return ": is it an Excel workbook? Save it as CSV";
  return /\.(png|jpe?g|webp)$/i.test(name) ? ": unpack pictures into a folder, and give that" : "";
}
