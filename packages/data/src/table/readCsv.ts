import Papa from "papaparse";
import { badData, quote } from "../place.js";
import { decodeText } from "./decodeText.js";
import type { ColumnType } from "./inferType.js";
import { type DecimalMark, parseNumber } from "./parseNumber.js";
import { type Cell, Table } from "./table.js";

/** Texts that mean "no value" where nothing else is said. "None" isn't one but among numbers alone: it is often a category. */
export const defaultMissing: readonly string[] = [
  "",
  "?",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "<NA>",
  "nan",
  "NaN",
  "NAN",
  "null",
  "NULL",
];

export type Delimiter = "," | ";" | "\t";

export interface CsvOptions {
  /** The file's name, for error messages. */
  readonly file?: string;
  /** Told from the first row where it isn't given. */
  readonly delimiter?: Delimiter;
  /** Whether row 1 names the columns (the default); else they are called column_1, column_2, … */
  readonly header?: boolean;
  /** Texts that mean a missing value; `defaultMissing` unless given. */
  readonly missing?: readonly string[];
  /** The decimal mark; a comma where the delimiter isn't one and the cells write their numbers so. */
  readonly decimal?: DecimalMark;
  /** Declared types of columns, which win over inferred ones. */
  readonly types?: Readonly<Record<string, ColumnType>>;
}

/**
 * Reads a CSV into a table: quoted cells, `,` `;` or tab, CRLF or LF, byte-order marks. Cells are trimmed; empty
 * lines are skipped.
 * @throws DataError with file, row and column: an empty file, a header without rows, a duplicate or missing
 *   column name, a row of another length, an unterminated quote, text or an infinity in a declared number.
 */
export function readCsv(source: string | Uint8Array, options: CsvOptions = {}): Table {
  const file = options.file ?? "CSV data";
  const text = normalize(typeof source === "string" ? source : decodeText(source, file));
  if (text.trim() === "") throw badData({ file }, "expected a CSV, found an empty file");
  if (text.includes("\0"))
    throw badData({ file }, "expected a CSV, found a NUL character: it is no text file");
  const delimiter = options.delimiter ?? guessDelimiter(text);
  const rows = parseRows(text, delimiter, file);
  const first = rows.findIndex((row) => !isBlank(row));
  const header = options.header ?? true;
  const columnNames = header
    ? readHeader(rows[first]!, file, first + 1)
    : rows[first]!.map((_, i) => `column_${i + 1}`);
  const start = header ? first + 1 : first;
  const numbers = dataRows(rows, start, columnNames, file);
  if (numbers.length === 0)
    throw badData({ file }, `expected rows of data below the header, found the header only`);
  const missing = new Set(options.missing ?? defaultMissing);
  const cells = columnNames.map((_, column) =>
    numbers.map((number): Cell => {
      const cell = (rows[number - 1]![column] ?? "").trim();
      return missing.has(cell) ? undefined : cell;
    }),
  );
  const decimal = options.decimal ?? (delimiter !== "," && writesDecimalComma(cells) ? "," : ".");
  const { types } = options;
  const isTold = (name: string) => options.missing !== undefined || (types?.[name] ?? "number") !== "number";
  return new Table({
    name: file,
    columnNames,
    cells: cells.map((column, i) => (isTold(columnNames[i]!) ? column : withoutNone(column, decimal))),
    rowNumbers: Int32Array.from(numbers),
    decimal,
    types,
  });
}

/** A column without Python's "None" where all else are numbers, some at least. */
function withoutNone(column: readonly Cell[], decimal: DecimalMark): readonly Cell[] {
  if (!column.includes("None")) return column;
  const others = column.filter((cell) => cell !== undefined && cell !== "None");
  const areNumbers = others.length > 0 && others.every((cell) => parseNumber(cell!, decimal) !== undefined);
  return areNumbers ? column.map((cell) => (cell === "None" ? undefined : cell)) : column;
}

function normalize(text: string): string {
  const plain = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return plain.includes("\r") ? plain.replace(/\r\n?/g, "\n") : plain;
}

/** The delimiter that the first row holds most often outside quotes. */
function guessDelimiter(text: string): Delimiter {
  const counts = { ",": 0, ";": 0, "\t": 0 };
  let quoted = false;
  for (const character of text.trimStart()) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && character === "\n") break;
    else if (!quoted && character in counts) counts[character as Delimiter]++;
  }
  return (Object.keys(counts) as Delimiter[]).reduce((best, one) =>
    counts[one] > counts[best] ? one : best,
  );
}

function parseRows(text: string, delimiter: Delimiter, file: string): string[][] {
  const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: "\n" });
  const error = errors.find(({ type }) => type === "Quotes");
  if (!error) return data;
  const row = (error.row ?? 0) + 1;
  const problem =
    error.code === "MissingQuotes"
      ? "a quote opens and never closes"
      : "text follows a closing quote; a quote inside a quoted cell is written twice";
  throw badData({ file, row, ...quotePlace(data[row - 1]) }, problem);
}

/** Which cell the broken quote is in: the last that was read of its row. */
function quotePlace(row: string[] | undefined): { column?: number } {
  return row ? { column: row.length } : {};
}

function readHeader(row: readonly string[], file: string, number: number): string[] {
  const names = row.map((cell, i) => cell.trim() || `column_${i + 1}`);
  names.forEach((name, i) => {
    const before = names.indexOf(name);
    if (before === i) return;
    throw badData(
      { file, row: number, column: i + 1 },
      `the column name ${quote(name)} is a duplicate of column ${before + 1}`,
    );
  });
  // pandas names unnamed columns 0, 1, 2, …; any other row of numbers is data.
  const counting = names.every((name, i) => Number(name) === i || Number(name) === i + 1);
  if (!counting && names.every((name) => parseNumber(name) !== undefined)) {
    throw badData(
      { file, row: number },
      "expected column names, found a row of numbers: the file has no header",
    );
  }
  return names;
}

/** The numbers of the rows that hold data; blank lines are skipped, but in one column they are missing values. */
function dataRows(
  rows: readonly string[][],
  start: number,
  names: readonly string[],
  file: string,
): number[] {
  let end = rows.length;
  while (end > start && isBlank(rows[end - 1]!)) end--;
  const numbers: number[] = [];
  for (let i = start; i < end; i++) {
    const row = rows[i]!;
    if (isBlank(row) && names.length > 1) continue;
    if (row.length !== names.length) {
      throw badData(
        { file, row: i + 1 },
        `expected ${names.length} cells as in the header, found ${row.length}`,
        {
          expected: names.length,
          found: row.length,
        },
      );
    }
    numbers.push(i + 1);
  }
  return numbers;
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0]!.trim() === "";
}

function writesDecimalComma(cells: readonly (readonly Cell[])[]): boolean {
  let commas = false;
  for (const column of cells) {
    for (const cell of column) {
      if (cell === undefined) continue;
      if (/^[+-]?\d+\.\d+$/.test(cell)) return false;
      commas ||= /^[+-]?\d+,\d+$/.test(cell);
    }
  }
  return commas;
}
