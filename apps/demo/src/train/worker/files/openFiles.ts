import {
  gunzip,
  inferTarget,
  type NamedBytes,
  type OpenedData,
  openData,
  sniff,
  type Table,
} from "@mebae/data";
import { DataError } from "@mebae/tensor";
import { unzipSync } from "fflate";
import type { ClassesFrom, DroppedFile } from "../../report.js";
import { openPictures } from "./pictures.js";

/** What dropped files turned out to be. */
export type OpenedFiles =
  | {
      readonly kind: "data";
      readonly data: OpenedData;
      readonly target?: string;
      readonly classesFrom?: ClassesFrom;
    }
  /** One half of an IDX pair, which waits for the other. */
  | { readonly kind: "half"; readonly half: IdxHalf }
  | { readonly kind: "model"; readonly archive: NamedBytes };

export interface IdxHalf {
  readonly kind: "images" | "labels";
  readonly file: NamedBytes;
}

/**
 * Reads files as a whole or not at all.
 * @param waiting the half of an IDX pair that came before
 * @throws DataError naming file, row and reason
 */
export async function openFiles(
  files: readonly DroppedFile[],
  waiting: IdxHalf | undefined,
): Promise<OpenedFiles> {
  const first = await read(files[0]!);
  const { kind } = sniff(first.bytes);
  if (files.length > 2 || kind === "image") return ofPictures(files);
  if (files.length === 2) return pair(first, await read(files[1]!), files);
  if (kind === "idx-images" || kind === "idx-labels") return half(first, kind, waiting);
  if (kind === "zip" && isModel(first)) return { kind: "model", archive: first };
  return whole(await openData(first));
}

/** A file's bytes, unpacked where it is gzipped. */
async function read({ path, file }: DroppedFile): Promise<NamedBytes> {
  const bytes = new Uint8Array(await bytesOf({ path, file }));
  return { name: path, bytes: await gunzip(bytes, { file: path }) };
}

/** @throws DataError of a file that is gone, or that the browser may not read, such as after it was chosen */
async function bytesOf({ path, file }: DroppedFile): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw new DataError(`${path}: can't be read (${(cause as Error).name})`, { file: path }, { cause });
  }
}

async function ofPictures(dropped: readonly DroppedFile[]): Promise<OpenedFiles> {
  const { data, classesFrom } = await openPictures(dropped);
  return { ...(await whole(data)), classesFrom } as OpenedFiles;
}

/** Two files are images and their labels, in any order, or two pictures. */
async function pair(one: NamedBytes, two: NamedBytes, dropped: readonly DroppedFile[]): Promise<OpenedFiles> {
  const kinds = [one, two].map(({ bytes }) => sniff(bytes).kind);
  if (kinds.includes("idx-images") || kinds.includes("idx-labels")) {
    const [images, labels] = kinds[0] === "idx-labels" ? [two, one] : [one, two];
    return whole(await openData(images, { labels }));
  }
  if (kinds.includes("image")) return ofPictures(dropped);
  throw new DataError(
    `${two.name}: expected one file, images with their labels, or pictures; found this beside ${one.name}`,
  );
}

async function half(
  file: NamedBytes,
  kind: "idx-images" | "idx-labels",
  waiting?: IdxHalf,
): Promise<OpenedFiles> {
  const own = kind === "idx-images" ? "images" : "labels";
  if (waiting && waiting.kind !== own) {
    const [images, labels] = own === "images" ? [file, waiting.file] : [waiting.file, file];
    return whole(await openData(images, { labels }));
  }
  // Damage is told now, not when the other half comes.
  if (own === "images") await openData(file);
  return { kind: "half", half: { kind: own, file } };
}

/** Data that can be learned from: with two classes or more, or a column to predict. */
async function whole(data: OpenedData): Promise<OpenedFiles> {
  if (data.kind === "table") return { kind: "data", data, target: targetOf(data.table) };
  const { target, name } = data.dataset;
  if (target?.kind !== "classes")
    throw new DataError(`${name}: expected images with their classes, found images alone`);
  if (target.classes.length < 2)
    throw new DataError(`${name}: expected two classes or more, found "${target.classes[0]}" only`);
  return { kind: "data", data };
}

/** The last column that can be predicted. @throws DataError of the last column where there is none */
function targetOf(table: Table): string {
  if (table.columnNames.length < 2)
    throw new DataError(`${table.name}: expected a column to predict beside those to predict it from`);
  let last: unknown;
  for (const column of [...table.columnNames].reverse()) {
    try {
      inferTarget(table, column);
      return column;
    } catch (error) {
      last ??= error;
    }
  }
  throw last;
}

/** Whether a zip holds a model folder rather than arrays. @throws DataError where it is damaged or holds neither */
function isModel({ name, bytes }: NamedBytes): boolean {
  const names: string[] = [];
  try {
    unzipSync(bytes, { filter: (file) => names.push(file.name) < 0 });
  } catch (cause) {
    throw new DataError(
      `${name}: the zip is damaged (${(cause as Error).message})`,
      { file: name },
      { cause },
    );
  }
  if (names.some((entry) => /(^|\/)model\.json$/.test(entry))) return true;
  if (names.some((entry) => entry.endsWith(".npy"))) return false;
  throw new DataError(
    `${name}: expected a model folder (model.json and weights.safetensors) or NumPy arrays in the zip, found ${names[0] ?? "nothing"}`,
    { file: name },
  );
}
