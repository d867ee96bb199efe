/** A file with its place among what was given: "photos/cat/1.png" of a folder, else its name. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

/** What was given: files, and the folders in which there is nothing. */
export interface Given {
  readonly files: readonly PlacedFile[];
  readonly emptyFolders: readonly string[];
}

/** The files of an input; those of a chosen folder come with their paths. */
export const chosenFiles = (list: Iterable<File>): Given => ({
  files: Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })),
  emptyFolders: [],
});

/**
 * The files of a drop, with all that lies in dropped folders. It must be called while the event is handled: a browser
 * forgets the items afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<Given> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? undefined);
  const files = Array.from(transfer.files);
  if (!entries.some((entry) => entry?.isDirectory)) return chosenFiles(files);
  return joined(await Promise.all(entries.flatMap((entry) => (entry ? [inside(entry, "")] : []))));
}

const joined = (all: readonly Given[]): Given => ({
  files: all.flatMap(({ files }) => files),
  emptyFolders: all.flatMap(({ emptyFolders }) => emptyFolders),
});

async function inside(entry: FileSystemEntry, above: string): Promise<Given> {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return { files: [{ path, file }], emptyFolders: [] };
  }
  const entries = await entriesIn((entry as FileSystemDirectoryEntry).createReader());
  if (entries.length === 0) return { files: [], emptyFolders: [path] };
  return joined(await Promise.all(entries.map((one) => inside(one, `${path}/`))));
}

/** A reader gives a hundred entries at a time, and none at the end. */
async function entriesIn(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
