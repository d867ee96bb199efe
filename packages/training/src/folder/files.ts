/** Files by name: what a model folder holds. */
export type FileBytes = Readonly<Record<string, Uint8Array>>;

/** A place for files. `write` replaces a file as a whole or not at all, even when the program is killed in it. */
export interface FileStore {
  /** The file's bytes, or undefined where there is none. */
  read(name: string): Promise<Uint8Array | undefined>;
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** Removes the files whose names begin so; there may be none. */
  removeAll(prefix: string): Promise<void>;
}

/** Files in memory, for browsers and tests. */
export function memoryFiles(
  initial: FileBytes = {},
): FileStore & { readonly files: Map<string, Uint8Array> } {
  const files = new Map(Object.entries(initial));
  return {
    files,
    read: async (name) => files.get(name),
    write: async (name, bytes) => void files.set(name, bytes),
    removeAll: async (prefix) => {
      for (const name of [...files.keys()]) if (name.startsWith(prefix)) files.delete(name);
    },
  };
}
