import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { classTarget, type Dataset, openData, readCifar } from "@mebae/data";
import { loadImageFolder } from "@mebae/data/node";

/** Real images to learn few of. */
export interface ImageSet {
  readonly name: string;
  /** Images a class to learn from. */
  readonly sizes: readonly number[];
  readonly folds: readonly number[];
  readonly train: () => Promise<Dataset>;
  readonly test: () => Promise<Dataset>;
  /** Rows of the training file to learn from and to be judged by while choices are made. */
  readonly validation: (
    all: Dataset,
    perClass: number,
    fold: number,
  ) => { readonly learn: readonly number[]; readonly held: readonly number[] };
  /** Rows of the training file that no choice was made by, to be judged by once. */
  readonly unread?: (all: Dataset) => readonly number[];
}

const root = resolve(import.meta.dirname, "../..");
const shared = [process.env["MEBAE_SHARED"] ?? "", join(root, "../shared")]
  .map((folder) => join(folder, "data"))
  .find((folder) => existsSync(folder));
if (!shared)
  throw new Error("imageRecipes: no real data here; MEBAE_SHARED names the folder that holds data/");

const read = (path: string) => ({ name: path, bytes: new Uint8Array(readFileSync(join(shared, path))) });

async function idx(folder: string, part: "train" | "t10k"): Promise<Dataset> {
  const labels = read(`${folder}/${part}-labels-idx1-ubyte.gz`);
  const opened = await openData(read(`${folder}/${part}-images-idx3-ubyte.gz`), { labels });
  if (opened.kind !== "images") throw new Error(`${folder}: expected images`);
  return opened.dataset;
}

export function labelsOf(dataset: Dataset): Int32Array {
  return classTarget(dataset).labels;
}

/** Of each class the rows `start` to `start + count - 1`, counted within the class in file order. */
export function rowsOf(dataset: Dataset, start: number, count: number): number[] {
  const seen = new Map<number, number>();
  const rows: number[] = [];
  labelsOf(dataset).forEach((label, row) => {
    const place = seen.get(label) ?? 0;
    seen.set(label, place + 1);
    if (place >= start && place < start + count) rows.push(row);
  });
  return rows;
}

/** Rows far from those of the folds, which are 0 to 99, 500 to 599 and 1000 to 1099. */
const apart = (all: Dataset, perClass: number, fold: number) => ({
  learn: rowsOf(all, 2000 + 500 * fold, perClass),
  held: rowsOf(all, 4000, 200),
});

/**
 * Of each class the rows 1100 to 1599 and 3100 to 3599: neither the folds' nor those of any choice, which were 2000 to 3099
 * to learn from and 4000 to 4799 to judge by.
 */
const unread = (all: Dataset) => [...rowsOf(all, 1100, 500), ...rowsOf(all, 3100, 500)];

/** Where nothing is left over: a fifth of each class held out, another one in each fold. */
function fifth(all: Dataset, perClass: number, fold: number) {
  const size = Math.floor(perClass / 5);
  const held = rowsOf(all, fold * size, size);
  const isHeld = new Set(held);
  return { learn: rowsOf(all, 0, perClass).filter((row) => !isHeld.has(row)), held };
}

const idxSet = (name: string): ImageSet => ({
  name,
  sizes: [10, 100],
  folds: [0, 1, 2],
  train: () => idx(name, "train"),
  test: () => idx(name, "t10k"),
  validation: apart,
  unread,
});

export const imageSets: readonly ImageSet[] = [
  idxSet("mnist"),
  idxSet("fashion-mnist"),
  {
    name: "cifar10-small",
    sizes: [100],
    folds: [0],
    train: () => readCifar(read("cifar10-small/train_1000.bin").bytes),
    test: () => readCifar(read("cifar10-small/test_2000.bin").bytes),
    validation: fifth,
  },
  {
    name: "sign-digits",
    sizes: [30],
    folds: [0],
    train: () => signs("train"),
    test: () => signs("test"),
    // File numbers come in pupils' order, so a fifth in a row holds out pupils.
    validation: fifth,
  },
];

/** Grey pictures of 32 × 32: a hand's shape tells the digit, not its colour. */
async function signs(part: "train" | "test"): Promise<Dataset> {
  const folder = join(shared!, "sign-digits", part);
  return (await loadImageFolder(folder, { size: 32, channels: 1 })).dataset;
}
