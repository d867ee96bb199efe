import { createHash } from "node:crypto";
import { type OpenedData, openData, readClassNames } from "@mebae/data";
import { readFileBytes } from "@mebae/data/node";

export interface Opened {
  readonly data: OpenedData;
  /** Equal for equal files. */
  readonly fingerprint: string;
}

/** Opens a data file with what belongs to it, by paths. */
export async function open(
  path: string,
  { labels, classes }: { labels?: string; classes?: readonly string[] } = {},
): Promise<Opened> {
  const hash = createHash("sha256");
  const named = async (name: string) => {
    const bytes = await readFileBytes(name);
    hash.update(bytes);
    return { name, bytes };
  };
  const file = await named(path);
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
