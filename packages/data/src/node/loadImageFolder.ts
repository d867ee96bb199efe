import { partsOf } from "../sources/images/folderLayout.js";
import { isIgnored } from "../sources/images/ignoredFile.js";
import {
  type ImageFile,
  type ImageFolder,
  type ImageFolderOptions,
  imageFolder,
} from "../sources/images/imageFolder.js";
import { readFileBytes, refuseFile } from "./readFileBytes.js";
import { sharpDecoder } from "./sharpDecoder.js";

export type LoadImageFolderOptions = Omit<ImageFolderOptions, "name" | "folders">;

/**
 * Reads a folder of pictures in Node, decoded by sharp (`npm install sharp`); see imageFolder.
 * @throws DataError naming folder or file: missing, not readable, or what imageFolder refuses; UsageError where sharp
 *   isn't installed.
 */
export async function loadImageFolder(
  path: string,
  options: LoadImageFolderOptions = {},
): Promise<ImageFolder> {
  const name = path.replace(/(?<=.)[/\\]+$/, "");
  const found: Found = { files: [], folders: [] };
  await walk(name, "", found);
  const decoder = options.decoder ?? (await sharpDecoder());
  return imageFolder(found.files, { ...options, decoder, name, folders: found.folders });
}

/** The parts (`train`, `test`, …) that a folder is divided into; none where its folders are classes. */
export async function imageFolderParts(path: string): Promise<string[]> {
  const entries = await list(path);
  const folders = [];
  for (const entry of entries) if (await leadsToFolder(path, entry)) folders.push(entry.name);
  return partsOf(folders);
}

/** Whether a path leads to a folder; `false` where there is nothing. */
export async function isFolder(path: string): Promise<boolean> {
  const { stat } = process.getBuiltinModule("node:fs/promises");
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

interface Found {
  readonly files: ImageFile[];
  readonly folders: string[];
}

interface Entry {
  readonly name: string;
  isDirectory(): boolean;
  isSymbolicLink(): boolean;
}

/** part/class/file; what lies deeper is refused anyway, and a link may lead back up. */
const deepest = 3;

async function walk(root: string, within: string, found: Found, depth = 0): Promise<void> {
  for (const entry of await list(within === "" ? root : `${root}/${within}`)) {
    const path = within === "" ? entry.name : `${within}/${entry.name}`;
    if (!isIgnored(entry.name) && (await leadsToFolder(`${root}/${within}`, entry))) {
      found.folders.push(path);
      if (depth < deepest) await walk(root, path, found, depth + 1);
    } else {
      const arrayBuffer = async () => new Uint8Array(await readFileBytes(`${root}/${path}`)).buffer;
      found.files.push({ path, blob: { arrayBuffer } });
    }
  }
}

async function list(folder: string): Promise<Entry[]> {
  const { readdir } = process.getBuiltinModule("node:fs/promises");
  return readdir(folder, { withFileTypes: true }).catch((cause: unknown) =>
    refuseFile(folder, cause, "folder"),
  );
}

async function leadsToFolder(parent: string, entry: Entry): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const { stat } = process.getBuiltinModule("node:fs/promises");
  const target = `${parent}/${entry.name}`;
  return (await stat(target).catch((cause: unknown) => refuseFile(target, cause))).isDirectory();
}
