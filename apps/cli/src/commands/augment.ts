import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { augmentations, contactSheet, type Dataset, type Picture, someOfEach } from "@mebae/data";
import { DataError, Key, UsageError } from "@mebae/tensor";
import { assertWritable } from "@mebae/training/node";
import { encode } from "fast-png";
import type { CommonOptions } from "../arguments.js";
import { open } from "../data/open.js";
import { Parts } from "../data/parts.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { renderAugmentReport } from "../report/augment/augmentReport.js";
import { counted } from "../words.js";

export type PresetName = keyof typeof augmentations;

export interface AugmentOptions extends CommonOptions {
  readonly preview?: string;
  readonly out?: string;
  readonly preset?: PresetName;
  readonly strength: number;
  readonly rows: number;
  readonly columns: number;
  readonly labels?: string;
  readonly part?: string;
  readonly seed: number;
}

/** Pictures of what augmentation does to the images of a file: a PNG, a report, or both. */
export async function augment(path: string, options: AugmentOptions, io: Io): Promise<number> {
  const { preview, out, preset, strength, labels, json } = options;
  if (preview === undefined && out === undefined)
    throw new UsageError("augment: say where to: --preview FILE.png, --out DIR, or both");
  const output = new Output(io, json);
  const part = (await Parts.of(path)).choose(options.part, "train");
  const images = { onProgress: readingProgress(io), signal: io.signal };
  const { data } = await open(path, { ...(labels !== undefined && { labels }), part, images });
  if (data.kind === "table") throw new DataError(`${path}: expected images, found a table`, { file: path });
  const { dataset } = data;
  if (out !== undefined) await assertWritable(out);
  const names = preset ? [preset] : (Object.keys(augmentations) as PresetName[]);
  if (preview !== undefined) {
    const sheet = await presetSheets(dataset, names, options);
    await writePicture(preview, sheet);
    output.say(`${preview}: ${sheet.width} × ${sheet.height} pixels, ${rowsInWords(names, options.rows)}.`);
  }
  const report = out === undefined ? undefined : join(out, "report.html");
  if (report !== undefined) {
    const page = await renderAugmentReport(dataset, names, options);
    await mkdir(out!, { recursive: true });
    await writeFile(report, page);
    output.say(`Report: ${report}`);
  }
  const { rows, columns, seed } = options;
  output.event({ event: "result", presets: names, strength, rows, columns, seed, preview, report });
  return exitCodes.done;
}

/** The sheets of several presets below each other, of the same images. */
async function presetSheets(
  dataset: Dataset,
  names: readonly PresetName[],
  { strength, rows, columns, seed }: AugmentOptions,
): Promise<Picture> {
  const examples = someOfEach(dataset, rows);
  const sheets: Picture[] = [];
  for (const name of names) {
    const augmentation = augmentations[name]({ strength });
    sheets.push(await contactSheet(dataset, augmentation, { examples, columns, key: new Key(seed) }));
  }
  const data = new Uint8Array(sheets.reduce((sum, sheet) => sum + sheet.data.length, 0));
  let at = 0;
  for (const sheet of sheets) {
    data.set(sheet.data, at);
    at += sheet.data.length;
  }
  const height = sheets.reduce((sum, sheet) => sum + sheet.height, 0);
  return { ...sheets[0]!, height, data };
}

function rowsInWords(names: readonly PresetName[], rows: number): string {
  const images = counted(rows, "image");
  return names.length === 1 ? `${images} by ${names[0]}` : `${images} each by ${names.join(", then by ")}`;
}

async function writePicture(path: string, { width, height, channels, data }: Picture): Promise<void> {
  const png = encode({ width, height, channels, data, depth: 8 });
  await writeFile(path, png).catch((cause: Error) => {
    throw new UsageError(`${path}: the picture can't be written (${cause.message})`, { cause });
  });
}
