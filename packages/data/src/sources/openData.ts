import type { Dataset } from "../dataset.js";
import { badData } from "../place.js";
import { type CsvOptions, readCsv } from "../table/readCsv.js";
import type { Table } from "../table/table.js";
import { gunzip } from "./gzip.js";
import { idxImages, type NamedBytes } from "./idxImages.js";
import { type ImageFolderOptions, imageFolder } from "./images/imageFolder.js";
import type { SeenImages } from "./images/seenImages.js";
import { numpyArrays } from "./numpy/numpyArrays.js";
import { datasetOf, type NumpyOptions } from "./numpy/numpyDataset.js";
import { numpyTable } from "./numpy/numpyTable.js";
import { type CifarOptions, readCifar } from "./readCifar.js";
import { readJsonLines } from "./readJsonLines.js";
import { readParquet } from "./readParquet.js";
import { sniff } from "./sniff.js";

/** Rows and columns are a table, which a preparation turns into a data set; images are a data set at once. */
export type OpenedData =
  | { readonly kind: "table"; readonly table: Table }
  | {
      readonly kind: "images";
      readonly source: "idx" | "cifar" | "numpy" | "pictures";
      readonly dataset: Dataset;
      /** What a folder of pictures was found to hold. */
      readonly seen?: SeenImages;
    };

export interface OpenOptions {
  /** The labels of an IDX images file or of a NumPy array; without them the data have no target. */
  readonly labels?: NamedBytes;
  /** Names of the classes. */
  readonly classes?: readonly string[];
  readonly csv?: Omit<CsvOptions, "file">;
  readonly cifar?: Pick<CifarOptions, "variant" | "labels">;
  readonly numpy?: Omit<NumpyOptions, "classes">;
  /** How a picture becomes an example. */
  readonly images?: Omit<ImageFolderOptions, "name" | "folders" | "classes">;
}

/**
 * Opens data whatever it is: a CSV, JSON lines, a Parquet file, an IDX images file, a CIFAR binary, a NumPy array or archive of
 * arrays, or one picture, gzipped or not. The kind is told from the content. Arrays [n, k] are a table.
 * @throws DataError naming the file: empty, none of these, IDX labels in place of images, or what the reader of
 *   its kind refuses.
 */
export async function openData({ name, bytes }: NamedBytes, options: OpenOptions = {}): Promise<OpenedData> {
  const unpacked = await gunzip(bytes, { file: name });
  const { kind, reason } = sniff(unpacked);
  const { classes, labels } = options;
  if (labels && kind !== "idx-images" && kind !== "npy") {
    throw badData(
      { file: name },
      `labels in ${labels.name} go with an IDX images file or a NumPy array, but ${reason}`,
    );
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
  if (kind === "npy" || kind === "zip") return openNumpy({ name, bytes: unpacked }, options);
  if (kind === "image") return openPicture({ name, bytes: unpacked }, options);
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
    `expected a CSV, JSON lines, a Parquet, IDX or NumPy file, a CIFAR binary or a picture, but ${reason}`,
  );
}

function openNumpy(data: NamedBytes, { labels, classes, csv, numpy }: OpenOptions): OpenedData {
  const arrays = numpyArrays({ data, labels }, numpy);
  if (arrays.features.array.shape.length <= 2)
    return { kind: "table", table: numpyTable(arrays, { file: data.name, types: csv?.types }) };
  return { kind: "images", source: "numpy", dataset: datasetOf(arrays, data.name, { ...numpy, classes }) };
}

/** A folder of one picture. */
async function openPicture({ name, bytes }: NamedBytes, { images }: OpenOptions): Promise<OpenedData> {
  const [, folder = ".", path = name] = /^(.*)[/\\]([^/\\]+)$/.exec(name) ?? [];
  const file = { path, blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  return { kind: "images", source: "pictures", ...(await imageFolder([file], { ...images, name: folder })) };
}
