import { classTarget, type Dataset, type OpenedData, type Table, tablePreparation } from "@mebae/data";
import type { CommonOptions } from "../arguments.js";
import { open } from "../data/open.js";
import { Parts } from "../data/parts.js";
import { seenInWords } from "../data/seenInWords.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { alignedRows, counted, percent } from "../words.js";

export interface DataShowOptions extends CommonOptions {
  readonly target?: string;
  readonly labels?: string;
  readonly query?: string;
  readonly part?: string;
}

/** Tells what a file holds: the columns with their types, or the images with their classes. */
export async function dataShow(path: string, options: DataShowOptions, io: Io): Promise<number> {
  const output = new Output(io, options.json);
  const parts = await Parts.of(path);
  const part = parts.choose(options.part, "train");
  const { labels, query } = options;
  const images = { onProgress: readingProgress(io), signal: io.signal };
  const { data } = await open(path, {
    ...(labels !== undefined && { labels }),
    ...(query !== undefined && { query }),
    ...{ part, images },
  });
  if (part !== undefined && options.part === undefined)
    output.say(`Divided into ${parts.names.join(", ")}; this is ${part} (--part shows another).`);
  if (data.kind === "table") showTable(data.table, options.target, output);
  else showImages(data, output);
  return exitCodes.done;
}

interface ColumnSummary {
  readonly column: string;
  readonly type: string;
  readonly missing: number;
  /** The range of numbers and dates; how many different values others have. */
  readonly values: string;
  readonly example: string;
}

function showTable(table: Table, target: string | undefined, output: Output): void {
  const columns = table.columnNames.map((column) => summaryOf(table, column));
  output.say(`${table.name}: ${counted(table.length, "row")}, ${counted(columns.length, "column")}.`);
  const rows = columns.map(({ column, type, missing, values, example }) => [
    ...[column, type, missing === 0 ? "" : `${missing} missing`, values, example],
  ]);
  for (const line of alignedRows([["column", "type", "", "values", "for example"], ...rows]))
    output.say(line);
  // What a model would be warned of: columns that are left out, columns that give the target away.
  const warnings = target === undefined ? [] : tablePreparation(table, { target }).warnings;
  for (const warning of warnings) output.io.stderr(`warning: ${warning}\n`);
  output.event({ event: "result", name: table.name, kind: "table", rows: table.length, columns, warnings });
}

function summaryOf(table: Table, column: string): ColumnSummary {
  const cells = table.cells(column);
  const type = table.type(column);
  const present = cells.filter((cell) => cell !== undefined);
  const missing = cells.length - present.length;
  const example = [...new Set(present)].slice(0, 3).join(", ");
  const cut = example.length > 40 ? `${example.slice(0, 39)}…` : example;
  return { column, type, missing, values: valuesOf(table, column, type, present), example: cut };
}

function valuesOf(table: Table, column: string, type: string, present: readonly string[]): string {
  if (present.length === 0) return "";
  if (type === "number" || type === "date") {
    const values = (type === "number" ? table.numbers(column) : table.dates(column)).filter(
      (value) => !Number.isNaN(value),
    );
    const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
    const text = (value: number) =>
      type === "number" ? String(value) : new Date(value).toISOString().slice(0, 10);
    return `${text(least)} to ${text(most)}`;
  }
  return `${new Set(present).size} different`;
}

function showImages(
  { source, dataset, seen }: Extract<OpenedData, { kind: "images" }>,
  output: Output,
): void {
  const { name, length, features } = dataset;
  const classes = dataset.target ? countsOf(dataset) : [];
  output.say(`${name}: ${counted(length, "image")} of shape ${features.shape.join(" × ")} (${source}).`);
  if (seen) output.say(seenInWords(seen, features.shape));
  const rows = classes.map(({ class: label, count }) => [label, String(count), percent(count / length)]);
  const table = [["class", "images", "share"], ...rows];
  if (rows.length > 0) for (const line of alignedRows(table)) output.say(line);
  output.event({
    event: "result",
    name,
    kind: "images",
    images: length,
    shape: features.shape,
    classes,
    pictures: seen,
  });
}

function countsOf(dataset: Dataset): { class: string; count: number }[] {
  const { labels, classes } = classTarget(dataset);
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of labels) counts[label]!++;
  return classes.map((label, i) => ({ class: label, count: counts[i]! }));
}
