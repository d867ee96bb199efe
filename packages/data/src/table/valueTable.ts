import { badData } from "../place.js";
import type { ColumnType } from "./inferType.js";
import { type Cell, Table } from "./table.js";

/** What readers of typed sources (JSON, Parquet, SQL) share. */
export interface ValueTableOptions {
  /** The file's name, for error messages. */
  readonly file?: string;
  /** Texts that mean a missing value beside null: the empty text only, since these sources can say null. */
  readonly missing?: readonly string[];
  /** Declared types of columns, which win over inferred ones. */
  readonly types?: Readonly<Record<string, ColumnType>>;
}

export interface ValueTableParts extends ValueTableOptions {
  readonly columnNames: readonly string[];
  /** One array a column. `null`, `undefined` and NaN are missing values. */
  readonly columns: readonly (readonly unknown[])[];
  /** Where each row stands in its file, from 1; 1, 2, 3, … where they aren't given. */
  readonly rowNumbers?: Int32Array;
}

/**
 * A table of JavaScript values: numbers, big integers, texts, booleans and dates. Each is written as the text that
 * reads back to the same value, so that a table means the same whatever file it came from.
 * @throws DataError with file, row and column at a list, an object or bytes, at a date that is none, and at an
 *   infinite number.
 */
export function valueTable(parts: ValueTableParts): Table {
  const { file = "the data", columnNames, columns, types, missing = [""] } = parts;
  if (columnNames.length === 0) throw badData({ file }, "expected columns, found none");
  const length = columns[0]?.length ?? 0;
  if (length === 0) throw badData({ file }, "expected rows of data, found none");
  const rowNumbers = parts.rowNumbers ?? Int32Array.from({ length }, (_, i) => i + 1);
  const isMissing = new Set(missing);
  const cells = columns.map((column, c) =>
    Array.from(column, (value, row): Cell => {
      const text = cellOf(value, () => ({ file, row: rowNumbers[row]!, column: columnNames[c]! }));
      return text === undefined || isMissing.has(text) ? undefined : text;
    }),
  );
  return new Table({ name: file, columnNames, cells, rowNumbers, types });
}

function cellOf(
  value: unknown,
  place: () => { file: string; row: number; column: string },
): string | undefined {
  if (typeof value === "string") return value.trim();
  if (value === null || value === undefined) return undefined;
  if (typeof value === "number") {
    if (Number.isNaN(value)) return undefined;
    if (Number.isFinite(value)) return String(value);
    throw badData(place(), `expected a finite number, found ${value}`);
  }
  if (typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw badData(place(), "expected a date, found one that is none");
    return dateText(value);
  }
  throw badData(place(), `expected a number, a text, a boolean or a date, found ${describe(value)}`);
}

/** A date alone where the time is midnight in UTC. */
function dateText(date: Date): string {
  const text = date.toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
