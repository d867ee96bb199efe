import {
  gunzip,
  inferTarget,
  type NamedBytes,
  type OpenedData,
  openData,
  sniff,
  type Table,
} from "@mebae/data";
import { unzipSync } from "fflate";
import type { ClassesFrom, DroppedFile, PassedOver } from "../../report.js";
import { oneClass } from "../data/refusals.js";
import { openPictures } from "./pictures.js";
import { damagedZip, noClasses, oneColumn, otherZip, together, unreadable } from "./refusals.js";

/** What dropped files turned out to be. */
export type OpenedFiles =
  | {
      readonly kind: "data";
      readonly data: OpenedData;
      readonly target?: string;
      readonly passedOver?: PassedOver;
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
 * @throws DataError naming file, row and reason; Refused
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

/** @throws Refused of a file that is gone, or that the browser may not read, such as after it was chosen */
async function bytesOf({ path, file }: DroppedFile): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    throw unreadable(path, (cause as Error).name);
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
  throw together(two.name, one.name);
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
  if (data.kind === "table") return { kind: "data", data, ...targetOf(data.table) };
  const { target, name } = data.dataset;
  if (target?.kind !== "classes") throw noClasses(name);
  if (target.classes.length < 2) throw oneClass(name, target.classes[0]!);
  return { kind: "data", data };
}

/** The last column that can be predicted. @throws DataError of the last column where there is none, Refused of a single column */
function targetOf(table: Table): { readonly target: string; readonly passedOver?: PassedOver } {
  if (table.columnNames.length < 2) throw oneColumn(table.name);
  let passedOver: PassedOver | undefined;
  let last: unknown;
  for (const column of [...table.columnNames].reverse()) {
    try {
      inferTarget(table, column);
      return { target: column, ...(passedOver && { passedOver }) };
    } catch (error) {
      last ??= error;
      passedOver ??= { column, reason: (error as Error).message };
    }
  }
  throw last;
}

/** Whether a zip holds a model folder rather than arrays. @throws Refused where it is damaged or holds neither */
function isModel({ name, bytes }: NamedBytes): boolean {
  const names: string[] = [];
  try {
    unzipSync(bytes, { filter: (file) => names.push(file.name) < 0 });
  } catch {
    throw damagedZip(name);
  }
  if (names.some((entry) => /(^|\/)model\.json$/.test(entry))) return true;
  if (names.some((entry) => entry.endsWith(".npy"))) return false;
  throw otherZip(name, names[0] ?? "");
}
