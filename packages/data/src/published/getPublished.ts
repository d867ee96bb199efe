import { UsageError } from "@mebae/tensor";
import { Dataset } from "../dataset.js";
import { type DownloadOptions, download, type RemoteFile } from "../download/download.js";
import { badData } from "../place.js";
import { gunzip } from "../sources/gzip.js";
import { idxImages } from "../sources/idxImages.js";
import { readCifar } from "../sources/readCifar.js";
import { type IdxPair, type PublishedData, publishedData } from "./publishedData.js";

/** Examples to train on, and those that everybody tests by. */
export interface TrainAndTest {
  readonly train: Dataset;
  readonly test: Dataset;
}

/**
 * A published data set, from the cache or downloaded into it.
 * @param data one of `publishedData` (`mnist`, `fashionMnist`, `kmnist`, `cifar10`), its name, or a record of your own.
 * @throws UsageError at a name that isn't known; as `download`.
 */
export async function getPublished(
  data: PublishedData | string,
  options: DownloadOptions,
): Promise<TrainAndTest> {
  const { files, classes } = typeof data === "string" ? publishedNamed(data) : data;
  if (files.format === "idx") {
    const part = async ({ images, labels }: IdxPair) =>
      idxImages({ images: await named(images, options), labels: await named(labels, options), classes });
    return { train: await part(files.train), test: await part(files.test) };
  }
  return readArchive(await named(files.archive, options), classes);
}

/** The published data set of that name. @throws UsageError that lists the names. */
export function publishedNamed(name: string): PublishedData {
  const found = publishedData.find((data) => data.name === name.toLowerCase());
  if (found) return found;
  const names = publishedData.map((data) => data.name).join(", ");
  throw new UsageError(`"${name}" is no published data set that Mebae knows; there are ${names}`);
}

async function named(file: RemoteFile, options: DownloadOptions) {
  return { name: file.name, bytes: await download(file, options) };
}

/** The binary batches of CIFAR-10 in their tar archive. */
async function readArchive(
  { name, bytes }: { name: string; bytes: Uint8Array },
  classes: readonly string[],
): Promise<TrainAndTest> {
  const { parseTar } = await import("nanotar");
  const entries = parseTar(await gunzip(bytes, { file: name })).filter((entry) =>
    entry.name.endsWith(".bin"),
  );
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const part = async (kind: string) => {
    const batches = entries.filter((entry) => entry.name.includes(kind));
    if (batches.length === 0)
      throw badData({ file: name }, `expected ${kind}*.bin in the archive, found none`);
    const sets = await Promise.all(
      batches.map((entry) =>
        readCifar(entry.data ?? new Uint8Array(), { file: `${name}/${entry.name}`, variant: 10, classes }),
      ),
    );
    return joined(`${name}/${kind}`, sets);
  };
  return { train: await part("data_batch"), test: await part("test_batch") };
}

function joined(name: string, sets: readonly Dataset[]): Dataset {
  const [first] = sets as readonly [Dataset, ...Dataset[]];
  const data = new Uint8Array(sets.reduce((sum, set) => sum + set.features.data.length, 0));
  const labels: number[] = [];
  let at = 0;
  for (const { features, target } of sets) {
    data.set(features.data as Uint8Array, at);
    at += features.data.length;
    if (target?.kind === "classes") labels.push(...target.labels);
  }
  const { target } = first;
  if (target?.kind !== "classes") throw badData({ file: name }, "expected records with labels");
  return new Dataset({
    name,
    features: { data, shape: first.features.shape },
    target: { ...target, labels: Int32Array.from(labels) },
  });
}
