/**
 * Where downloads are kept. A part is what has arrived of a file; only a whole file stands under its name.
 * `folderCache` of @mebae/data/node keeps them on the disk, `memoryCache` as long as the program runs.
 */
export interface DownloadCache {
  /** A whole file. */
  read(name: string): Promise<Uint8Array | undefined>;
  /** How many bytes of a file have arrived, and the tag of the version that they are of. */
  part(name: string): Promise<Part>;
  /** Adds to a part; `tag` is the server's mark of the file's version (ETag). */
  append(name: string, bytes: Uint8Array, tag: string | undefined): Promise<void>;
  readPart(name: string): Promise<Uint8Array | undefined>;
  dropPart(name: string): Promise<void>;
  /** Makes the bytes the whole file, in one step, and drops its part. */
  commit(name: string, bytes: Uint8Array): Promise<void>;
}

export interface Part {
  readonly bytes: number;
  readonly tag: string | undefined;
}

/** A cache in memory. */
export function memoryCache(): DownloadCache {
  const files = new Map<string, Uint8Array>();
  const parts = new Map<string, { chunks: Uint8Array[]; tag: string | undefined }>();
  const lengthOf = (name: string) =>
    (parts.get(name)?.chunks ?? []).reduce((sum, { length }) => sum + length, 0);
  return {
    read: async (name) => files.get(name),
    part: async (name) => ({ bytes: lengthOf(name), tag: parts.get(name)?.tag }),
    async append(name, bytes, tag) {
      const part = parts.get(name) ?? { chunks: [], tag };
      part.chunks.push(new Uint8Array(bytes));
      parts.set(name, { chunks: part.chunks, tag });
    },
    async readPart(name) {
      const part = parts.get(name);
      if (!part) return undefined;
      const whole = new Uint8Array(lengthOf(name));
      let at = 0;
      for (const chunk of part.chunks) {
        whole.set(chunk, at);
        at += chunk.length;
      }
      return whole;
    },
    async dropPart(name) {
      parts.delete(name);
    },
    async commit(name, bytes) {
      files.set(name, bytes);
      parts.delete(name);
    },
  };
}
