import { createHash } from "node:crypto";
import { type OpenedData, openData, readClassNames } from "@mebae/data";
import { querySql, readFileBytes } from "@mebae/data/node";

export interface Opened {
  readonly data: OpenedData;
  /** Equal for equal files. */
  readonly fingerprint: string;
}

export interface OpenOptions {
  readonly labels?: string;
  readonly classes?: readonly string[];
  /** A SQL query over the file, whose result is the data. */
  readonly query?: string;
}

/** Opens a data file with what belongs to it, by paths. */
export async function open(path: string, { labels, classes, query }: OpenOptions = {}): Promise<Opened> {
  const hash = createHash("sha256");
  const named = async (name: string) => {
    const bytes = await readFileBytes(name);
    hash.update(bytes);
    return { name, bytes };
  };
  const file = await named(path);
  if (query !== undefined) {
    const table = await querySql(query, { source: path });
    return { data: { kind: "table", table }, fingerprint: hash.update(query).digest("hex").slice(0, 16) };
  }
  const data = await openData(file, {
    ...(labels !== undefined && { labels: await named(labels) }),
    ...(classes && { classes }),
  });
  return { data, fingerprint: hash.digest("hex").slice(0, 16) };
}

/** The names of classes from a text file, one a line. */
export async function openClassNames(path: string): Promise<string[]> {
  return readClassNames(new TextDecoder().decode(await readFileBytes(path)), { file: path });
}
