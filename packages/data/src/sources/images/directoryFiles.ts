import type { ImageFile } from "./imageFolder.js";

/**
 * The files of `<input type="file" webkitdirectory>` as imageFolder takes them: their paths begin with the name of the
 * chosen folder, which is left out.
 */
export function directoryFiles(files: Iterable<File>): ImageFile[] {
  return Array.from(files, (file) => ({
    path: file.webkitRelativePath.split("/").slice(1).join("/") || file.name,
    blob: file,
  }));
}
