import { isFolder, loadImageFolder } from "./node/loadImageFolder.js";
import { readFileBytes } from "./node/readFileBytes.js";
import { sharpDecoder } from "./node/sharpDecoder.js";
import { type OpenedData, type OpenOptions, openData } from "./sources/openData.js";
import { readClassNames } from "./sources/readCifar.js";
import { sniff } from "./sources/sniff.js";
import { decodeText } from "./table/decodeText.js";

export { defaultCacheFolder, folderCache } from "./node/folderCache.js";
export {
  imageFolderParts,
  isFolder,
  type LoadImageFolderOptions,
  loadImageFolder,
} from "./node/loadImageFolder.js";
export { querySql, type SqlOptions } from "./node/querySql.js";
export { readFileBytes } from "./node/readFileBytes.js";
export { sharpDecoder } from "./node/sharpDecoder.js";

export interface LoadOptions extends Omit<OpenOptions, "labels" | "classes"> {
  /** Path of the labels of an IDX images file. */
  readonly labels?: string;
  /** Names of the classes, or the path of a text file with one a line. */
  readonly classes?: string | readonly string[];
}

/**
 * Opens a file by its content, as openData does, or a folder of pictures (by sharp: `npm install sharp`).
 * @throws DataError as readFileBytes, openData and loadImageFolder do.
 */
export async function loadDataset(path: string, options: LoadOptions = {}): Promise<OpenedData> {
  const { labels, classes, ...rest } = options;
  const names = typeof classes === "string" ? await classNames(classes) : classes;
  if (await isFolder(path))
    return {
      kind: "images",
      source: "pictures",
      ...(await loadImageFolder(path, { ...rest.images, classes: names })),
    };
  const file = await named(path);
  return openData(file, {
    ...rest,
    ...(sniff(file.bytes).kind === "image" && { images: { decoder: await sharpDecoder(), ...rest.images } }),
    ...(labels !== undefined && { labels: await named(labels) }),
    classes: names,
  });
}

async function named(path: string): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: path, bytes: await readFileBytes(path) };
}

async function classNames(path: string): Promise<string[]> {
  return readClassNames(decodeText(await readFileBytes(path), path), { file: path });
}
