import { badData, quote } from "../place.js";
import { decodeText } from "../table/decodeText.js";
import type { Table } from "../table/table.js";
import { type ValueTableOptions, valueTable } from "../table/valueTable.js";

/**
 * Reads JSON lines (one object a line, https://jsonlines.org) or one JSON array of objects into a table. The columns
 * are the objects' keys in the order in which they first appear; a key that an object lacks is a missing value.
 * Blank lines are skipped.
 * @throws DataError with the row (the line, or the place in the array): no JSON, a value that is no object, a list or
 *   an object as a value, no rows at all.
 */
export function readJsonLines(source: string | Uint8Array, options: ValueTableOptions = {}): Table {
  const file = options.file ?? "JSON data";
  const text = (typeof source === "string" ? source : decodeText(source, file)).replace(/^\uFEFF/, "");
  if (text.trim() === "") throw badData({ file }, "expected JSON, found an empty file");
  const { records, rows } = text.trimStart().startsWith("[") ? fromArray(text, file) : fromLines(text, file);
  if (records.length === 0) throw badData({ file }, "expected objects, found an empty list");
  const columnNames = [...new Set(records.flatMap((record) => Object.keys(record)))];
  if (columnNames.length === 0) throw badData({ file }, "expected objects with keys, found empty ones");
  const columns = columnNames.map((name) => records.map((record) => record[name]));
  return valueTable({ ...options, file, columnNames, columns, rowNumbers: Int32Array.from(rows) });
}

type JsonObject = Readonly<Record<string, unknown>>;

interface Records {
  readonly records: JsonObject[];
  readonly rows: number[];
}

function fromLines(text: string, file: string): Records {
  const records: JsonObject[] = [];
  const rows: number[] = [];
  text.split(/\r\n|\r|\n/).forEach((line, i) => {
    if (line.trim() === "") return;
    records.push(asObject(parse(line, file, i + 1), file, i + 1));
    rows.push(i + 1);
  });
  return { records, rows };
}

function fromArray(text: string, file: string): Records {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (cause) {
    throw badData({ file }, `expected a JSON array of objects, but ${reasonOf(cause)}`, {}, cause);
  }
  const records = (list as unknown[]).map((value, i) => asObject(value, file, i + 1));
  return { records, rows: records.map((_, i) => i + 1) };
}

function parse(line: string, file: string, row: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const problem = `expected a JSON object, found ${quote(line.trim())} (${reasonOf(cause)})`;
    throw badData({ file, row }, problem, {}, cause);
  }
}

function asObject(value: unknown, file: string, row: number): JsonObject {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw badData({ file, row }, `expected a JSON object, found ${quote(JSON.stringify(value))}`);
}

function reasonOf(cause: unknown): string {
  return (cause as Error).message;
}
