import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  classTarget,
  type Dataset,
  type DownloadProgress,
  getPublished,
  type PublishedData,
  publishedNamed,
} from "@mebae/data";
import { defaultCacheFolder, folderCache } from "@mebae/data/node";
import { UsageError } from "@mebae/tensor";
import type { CommonOptions } from "../arguments.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { duration } from "../progress.js";
import { counted } from "../words.js";

export interface DataGetOptions extends CommonOptions {
  readonly out?: string;
}

/** Downloads a published data set into the cache, checks it, and lays its files where `mebae train` finds them. */
export async function dataGet(name: string, options: DataGetOptions, io: Io): Promise<number> {
  const data = publishedNamed(name);
  const output = new Output(io, options.json);
  const cache = folderCache(defaultCacheFolder());
  const follow = new DownloadLine(io);
  try {
    const { train, test } = await getPublished(data, {
      cache,
      signal: io.signal,
      onProgress: (progress) => follow.show(progress),
    });
    follow.clear();
    const out = options.out ?? join("data", data.name);
    const files = await layOut(data, { train, test }, out, (file) => cache.read(file));
    output.say(
      `${data.name}: ${counted(train.length, "example")} to train on, ${counted(test.length, "example")} to test by, in ${out}.`,
    );
    output.say(`Licence: ${data.licence}. Cite: ${data.citation}.`);
    output.say(`Next: mebae train ${trainArguments(data, out)}`);
    output.event({ event: "result", name: data.name, train: train.length, test: test.length, out, files });
    return exitCodes.done;
  } catch (error) {
    follow.clear();
    if (!io.signal.aborted) throw error;
    io.stderr("interrupted; the same command goes on where this one ended\n");
    return exitCodes.interrupted;
  }
}

/** Writes the files and the names of the classes; gives their names. */
async function layOut(
  { files, classes }: PublishedData,
  { train, test }: { train: Dataset; test: Dataset },
  out: string,
  read: (name: string) => Promise<Uint8Array | undefined>,
): Promise<string[]> {
  const written: string[] = [];
  const write = async (name: string, content: Uint8Array | string) => {
    await writeFile(join(out, name), content);
    written.push(name);
  };
  try {
    await mkdir(out, { recursive: true });
    if (files.format === "idx") {
      for (const { images, labels } of [files.train, files.test])
        for (const { name } of [images, labels]) await write(name.split("/").at(-1)!, (await read(name))!);
    } else {
      await write("train.bin", cifarRecords(train));
      await write("test.bin", cifarRecords(test));
    }
    await write("classes.txt", `${classes.join("\n")}\n`);
  } catch (cause) {
    throw new UsageError(`${out}: the files can't be written there (${(cause as Error).message})`, { cause });
  }
  return written;
}

function cifarRecords(dataset: Dataset): Uint8Array {
  const { labels } = classTarget(dataset);
  const size = dataset.features.data.length / dataset.length;
  const bytes = new Uint8Array(dataset.length * (size + 1));
  for (let i = 0; i < dataset.length; i++) {
    bytes[i * (size + 1)] = labels[i]!;
    bytes.set(dataset.features.data.subarray(i * size, (i + 1) * size), i * (size + 1) + 1);
  }
  return bytes;
}

function trainArguments({ files }: PublishedData, out: string): string {
  const at = (name: string) => join(relative("", out) || ".", name);
  const classes = `--classes ${at("classes.txt")}`;
  if (files.format === "cifar") return `${at("train.bin")} --test ${at("test.bin")} ${classes}`;
  return [
    `${at("train-images-idx3-ubyte.gz")} --labels ${at("train-labels-idx1-ubyte.gz")}`,
    `--test ${at("t10k-images-idx3-ubyte.gz")} --test-labels ${at("t10k-labels-idx1-ubyte.gz")} ${classes}`,
  ].join(" ");
}

/** A download on standard error: a line that is rewritten on a terminal, and one a file elsewhere. */
class DownloadLine {
  #file = "";
  #began = 0;
  #from = 0;
  #shown = 0;

  constructor(readonly io: Io) {}

  show({ name, url, done, total }: DownloadProgress): void {
    const now = performance.now();
    if (this.#file !== name) {
      this.clear();
      [this.#file, this.#began, this.#from] = [name, now, done];
      this.io.stderr(`${name} from ${new URL(url).host}\n`);
    }
    if (!this.io.interactive || now - this.#shown < 100) return;
    this.#shown = now;
    const rate = (done - this.#from) / Math.max(1e-3, (now - this.#began) / 1000);
    const size = total === undefined ? megabytes(done) : `${megabytes(done)} of ${megabytes(total)}`;
    const left = total === undefined || rate === 0 ? "" : `, ${duration((total - done) / rate)} left`;
    this.io.stderr(`\r\x1b[K${size}, ${megabytes(rate)}/s${left}`);
  }

  clear(): void {
    if (this.#shown > 0) this.io.stderr("\r\x1b[K");
    this.#shown = 0;
  }
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
