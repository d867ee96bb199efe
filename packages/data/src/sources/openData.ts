import type { Dataset } from "../dataset.js";
import { badData } from "../place.js";
import { type CsvOptions, readCsv } from "../table/readCsv.js";
import type { Table } from "../table/table.js";
import { gunzip } from "./gzip.js";
import { idxImages, type NamedBytes } from "./idxImages.js";
import { type CifarOptions, readCifar } from "./readCifar.js";
import { readJsonLines } from "./readJsonLines.js";
import { readParquet } from "./readParquet.js";
import { sniff } from "./sniff.js";

/** A CSV, JSON lines or a Parquet file is a table, which a preparation turns into a data set; images are a data set at once. */
export type OpenedData =
  | { readonly kind: "table"; readonly table: Table }
  | { readonly kind: "images"; readonly source: "idx" | "cifar"; readonly dataset: Dataset };

export interface OpenOptions {
  /** The labels of an IDX images file; without them the data set has no target. */
  readonly labels?: NamedBytes;
  /** Names of the classes. */
  readonly classes?: readonly string[];
  readonly csv?: Omit<CsvOptions, "file">;
  readonly cifar?: Pick<CifarOptions, "variant" | "labels">;
}

/**
 * Opens data whatever it is: a CSV, JSON lines, a Parquet file, an IDX images file or a CIFAR binary, gzipped or not. The kind is told from
 * the content.
 * @throws DataError naming the file: empty, none of these, IDX labels in place of images, or what the reader of
 *   its kind refuses.
 */
export async function openData({ name, bytes }: NamedBytes, options: OpenOptions = {}): Promise<OpenedData> {
  const unpacked = await gunzip(bytes, { file: name });
  const { kind, reason } = sniff(unpacked);
  const { classes, labels } = options;
  if (labels && kind !== "idx-images") {
    throw badData({ file: name }, `labels in ${labels.name} go with an IDX images file, but ${reason}`);
  }
  if (kind === "csv") return { kind: "table", table: readCsv(unpacked, { ...options.csv, file: name }) };
  const { types } = options.csv ?? {};
  if (kind === "json") return { kind: "table", table: readJsonLines(unpacked, { file: name, types }) };
  if (kind === "parquet") return { kind: "table", table: await readParquet(unpacked, { file: name, types }) };
  if (kind === "cifar" || (kind === "unknown" && options.cifar?.variant)) {
    return {
      kind: "images",
      source: "cifar",
      dataset: await readCifar(unpacked, { ...options.cifar, classes, file: name }),
    };
  }
  if (kind === "idx-images") {
    return {
      kind: "images",
      source: "idx",
      dataset: await idxImages({ images: { name, bytes: unpacked }, labels, classes }),
    };
  }
  if (kind === "idx-labels")
    throw badData(
      { file: name },
      "expected data, found IDX labels: give the images file, and these as its labels",
    );
  throw badData(
    { file: name },
    `expected a CSV, JSON lines, a Parquet or IDX file or a CIFAR binary, but ${reason}`,
  );
}
