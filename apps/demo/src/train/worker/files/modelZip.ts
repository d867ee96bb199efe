import type { NamedBytes } from "@mebae/data";
import { builtInLayers } from "@mebae/layers";
import { DataError } from "@mebae/tensor";
import { type FileBytes, type LoadedModel, loadModel } from "@mebae/training";
import { unzipSync, zipSync } from "fflate";

/** A model folder in one file. */
export function zipModel(files: FileBytes): Uint8Array {
  // A fixed date: equal models are equal files.
  return zipSync({ ...files }, { mtime: "1980-01-01T00:00:00", level: 6 });
}

/** So many unpacked bytes a model may have: a small zip can claim any size. */
const mostBytes = 256 << 20;

/** The model in a zip of its folder, whose files may stand in a folder of their own. @throws DataError as loadModel does */
export function openModelZip({ name, bytes }: NamedBytes): LoadedModel {
  const found: Record<string, Uint8Array> = unpack(name, bytes);
  const place = Object.keys(found)
    .filter((path) => /(^|\/)model\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0];
  if (place === undefined) throw new DataError(`${name}: expected model.json in the zip`, { file: name });
  const folder = place.slice(0, -"model.json".length);
  const inside = Object.entries(found).filter(([path]) => path.startsWith(folder));
  const files = Object.fromEntries(inside.map(([path, content]) => [path.slice(folder.length), content]));
  return loadModel(files, { layers: builtInLayers, name });
}

function unpack(name: string, bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name: entry, originalSize }) => {
        if (!/(^|\/)(model\.json|[^/]+\.safetensors)$/.test(entry)) return false;
        total += originalSize;
        if (total > mostBytes) throw new Error(`it unpacks to more than ${mostBytes >> 20} MiB`);
        return true;
      },
    });
  } catch (cause) {
    throw new DataError(
      `${name}: the zip is damaged (${(cause as Error).message})`,
      { file: name },
      { cause },
    );
  }
}
