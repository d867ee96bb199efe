/** A file with its place among what was given: "photos/cat/1.png" of a folder, else its name. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

/** Why something that was given can't be taken, whatever it was meant for. */
export type Unsuited =
  /** A folder in which there is nothing, or nothing but hidden files. */
  | { readonly kind: "empty" | "hidden"; readonly path: string }
  /** The browser didn't get to it; `name` is its word for why, such as "NotReadableError". */
  | { readonly kind: "unreadableFolder" | "unreadableFile"; readonly path: string; readonly name: string }
  /** No file at all, such as a text that was dragged here. */
  | { readonly kind: "nothing" }
  /** Where one file is expected. */
  | { readonly kind: "several"; readonly count: number };

/** Refuses all that was given. */
export class UnsuitedError extends Error {
  constructor(readonly why: Unsuited) {
    super(why.kind);
  }
}

/** What file managers leave in folders. */
const isHidden = (path: string) => /(^|\/)(\.|Thumbs\.db$|desktop\.ini$)/i.test(path);

/** The files of an input; those of a chosen folder come with their paths. @throws UnsuitedError of a folder of hidden files */
export function chosenFiles(list: Iterable<File>): PlacedFile[] {
  const all = Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
  const visible = all.filter(({ path }) => !isHidden(path));
  const folder = all.find(({ path }) => path.includes("/"))?.path.split("/", 1)[0];
  if (visible.length === 0 && folder !== undefined) throw new UnsuitedError({ kind: "hidden", path: folder });
  // A hidden file by itself was meant.
  return visible.length > 0 ? visible : all;
}

/**
 * The files of a drop, with all that lies in dropped folders. It must be called while the event is handled: a browser
 * forgets the items afterwards.
 * @throws UnsuitedError naming the folder or the file
 */
export async function droppedFiles(transfer: DataTransfer): Promise<PlacedFile[]> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry?.() ?? undefined);
  const files = Array.from(transfer.files);
  if (files.length === 0 && entries.every((entry) => !entry)) throw new UnsuitedError({ kind: "nothing" });
  if (!entries.some((entry) => entry?.isDirectory)) return chosenFiles(files);
  const given = entries.flatMap((entry) => (entry ? [inside(entry, "")] : []));
  return (await Promise.all(given)).flat();
}

async function inside(entry: FileSystemEntry, above: string): Promise<PlacedFile[]> {
  const path = above + entry.name;
  if (entry.isFile) return [{ path, file: await fileOf(entry as FileSystemFileEntry, path) }];
  const entries = await entriesIn(entry as FileSystemDirectoryEntry, path);
  const visible = entries.filter(({ name }) => !isHidden(name));
  if (visible.length === 0) throw new UnsuitedError({ kind: entries.length > 0 ? "hidden" : "empty", path });
  return (await Promise.all(visible.map((one) => inside(one, `${path}/`)))).flat();
}

async function fileOf(entry: FileSystemFileEntry, path: string): Promise<File> {
  try {
    return await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  } catch (error) {
    throw new UnsuitedError({ kind: "unreadableFile", path, name: (error as Error).name });
  }
}

/** A reader gives a hundred entries at a time, and none at the end. */
async function entriesIn(folder: FileSystemDirectoryEntry, path: string): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  try {
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
        reader.readEntries(resolve, reject),
      );
      if (some.length === 0) return all;
      all.push(...some);
    }
  } catch (error) {
    throw new UnsuitedError({ kind: "unreadableFolder", path, name: (error as Error).name });
  }
}
