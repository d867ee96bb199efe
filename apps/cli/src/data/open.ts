import { createHash, type Hash } from "node:crypto";
import { type ImageFolderOptions, type OpenedData, openData, readClassNames, sniff } from "@mebae/data";
import { isFolder, loadImageFolder, querySql, readFileBytes, sharpDecoder } from "@mebae/data/node";
import { UsageError } from "@mebae/tensor";

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
  /** Which part of a folder of pictures, or of a .npz. */
  readonly part?: string;
  /** How pictures become examples. */
  readonly images?: Pick<ImageFolderOptions, "size" | "channels" | "onProgress" | "signal">;
}

/** Opens a data file with what belongs to it, or a folder of pictures, by paths. */
export async function open(path: string, options: OpenOptions = {}): Promise<Opened> {
  const { labels, classes, query, images, part } = options;
  const hash = createHash("sha256");
  const named = async (name: string) => {
    const bytes = await readFileBytes(name);
    hash.update(bytes);
    return { name, bytes };
  };
  if (await isFolder(path)) return openFolder(path, options, hash);
  const file = await named(path);
  if (query !== undefined) {
    const table = await querySql(query, { source: path });
    return { data: { kind: "table", table }, fingerprint: hash.update(query).digest("hex").slice(0, 16) };
  }
  const data = await openData(file, {
    ...(labels !== undefined && { labels: await named(labels) }),
    ...(classes && { classes }),
    ...(part !== undefined && { numpy: { part } }),
    ...(sniff(file.bytes).kind === "image" && { images: { ...images, decoder: await sharpDecoder() } }),
  });
  return {
    data,
    fingerprint: hash
      .update(part ?? "")
      .digest("hex")
      .slice(0, 16),
  };
}

async function openFolder(
  path: string,
  { labels, classes, query, images, part }: OpenOptions,
  hash: Hash,
): Promise<Opened> {
  if (labels !== undefined || query !== undefined)
    throw new UsageError(
      `${path}: --labels and --query go with a file; the classes of a folder are its folders`,
    );
  const opened = await loadImageFolder(path, { ...images, part, ...(classes && { classes }) });
  const { features, names, target } = opened.dataset;
  // What is learned from, instead of the files: the same pictures at another size are other data.
  hash.update(JSON.stringify([features.shape, names, target])).update(features.data);
  return {
    data: { kind: "images", source: "pictures", ...opened },
    fingerprint: hash.digest("hex").slice(0, 16),
  };
}

/** Other pictures become examples of the same shape. */
export function likeShape(shape: readonly number[]): Pick<ImageFolderOptions, "size" | "channels"> {
  const [channels, height, width] = shape;
  if (shape.length !== 3 || (channels !== 1 && channels !== 3)) return {};
  return { size: [height!, width!], channels };
}

/** The names of classes from a text file, one a line. */
export async function openClassNames(path: string): Promise<string[]> {
  return readClassNames(new TextDecoder().decode(await readFileBytes(path)), { file: path });
}
