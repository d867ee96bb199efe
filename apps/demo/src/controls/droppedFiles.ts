/** A file with its place among what was given: "photos/cat/1.png" of a folder, else its name. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

/** The files of an input; those of a chosen folder come with their paths. */
export const chosenFiles = (list: Iterable<File>): PlacedFile[] =>
  Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/**
 * The files of a drop, with all that lies in dropped folders. It must be called while the event is handled: a browser
 * forgets the items afterwards.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<PlacedFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? undefined);
  const files = Array.from(transfer.files);
  if (!entries.some((entry) => entry?.isDirectory)) return chosenFiles(files);
  const lists = await Promise.all(entries.map((entry) => (entry ? filesIn(entry, "") : [])));
  return lists.flat();
}

async function filesIn(entry: FileSystemEntry, above: string): Promise<PlacedFile[]> {
  const path = above + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ path, file }];
  }
  const entries = await entriesIn((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(entries.map((one) => filesIn(one, `${path}/`)))).flat();
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
