import { UsageError } from "@mebae/tensor";
import { badData, quote } from "../place.js";
import { type ColumnType, columnTypes, inferType } from "./inferType.js";
import { parseDate } from "./parseDate.js";
import { type DecimalMark, parseNumber } from "./parseNumber.js";

/** A cell's trimmed text, or `undefined` where the value is missing. */
export type Cell = string | undefined;

export interface TableParts {
  readonly name: string;
  readonly columnNames: readonly string[];
  /** One array a column, all of the same length. */
  readonly cells: readonly (readonly Cell[])[];
  /** Where each row stands in its file, counted from 1; 2, 3, … (after a header) where they aren't given. */
  readonly rowNumbers?: Int32Array;
  readonly decimal?: DecimalMark;
  /** Declared types, which win over inferred ones. */
  readonly types?: Readonly<Record<string, ColumnType>>;
}

/**
 * A table as its file wrote it: texts in named columns. What a column means is decided when it is asked for, so
 * that a preparation fitted on one file reads another by its own types and can say where that one differs.
 */
export class Table {
  readonly name: string;
  readonly columnNames: readonly string[];
  /** Number of rows. */
  readonly length: number;
  readonly rowNumbers: Int32Array;
  readonly decimal: DecimalMark;
  readonly #cells: ReadonlyMap<string, readonly Cell[]>;
  readonly #types = new Map<string, ColumnType>();

  constructor({ name, columnNames, cells, rowNumbers, decimal = ".", types = {} }: TableParts) {
    this.name = name;
    this.columnNames = columnNames;
    this.length = cells[0]?.length ?? 0;
    this.rowNumbers = rowNumbers ?? Int32Array.from({ length: this.length }, (_, i) => i + 2);
    this.decimal = decimal;
    this.#cells = new Map(columnNames.map((column, i) => [column, cells[i] ?? []]));
    for (const column of cells) {
      if (column.length !== this.length)
        throw new UsageError(`${name}: columns of ${this.length} and ${column.length} rows`);
    }
    for (const [column, type] of Object.entries(types)) {
      if (!columnTypes.includes(type))
        throw new UsageError(`${name}: "${type}" is no column type; there are ${columnTypes.join(", ")}`);
      this.cells(column);
      this.#types.set(column, type);
      if (type === "number") this.numbers(column);
      else if (type === "date") this.dates(column);
    }
  }

  has(column: string): boolean {
    return this.#cells.has(column);
  }

  /** A column's texts. @throws DataError where there is no such column. */
  cells(column: string): readonly Cell[] {
    const cells = this.#cells.get(column);
    if (cells) return cells;
    const there = this.columnNames
      .slice(0, 12)
      .map((name) => `"${name}"`)
      .join(", ");
    const more = this.columnNames.length > 12 ? `, … (${this.columnNames.length} in all)` : "";
    throw badData({ file: this.name, column }, `the column is missing; there are ${there}${more}`);
  }

  /** A column's declared or inferred type. @throws DataError as inferType does. */
  type(column: string): ColumnType {
    const known = this.#types.get(column);
    if (known) return known;
    const { name: file, rowNumbers, decimal } = this;
    const type = inferType({ name: column, cells: this.cells(column), decimal, file, rowNumbers });
    this.#types.set(column, type);
    return type;
  }

  /** A column as numbers, NaN where missing. @throws DataError at text or an infinity, with the row. */
  numbers(column: string): Float64Array {
    return this.#convert(column, (cell, row) => {
      const value = parseNumber(cell, this.decimal);
      if (value === undefined)
        throw badData(this.place(row, column), `expected a number, found ${quote(cell)}`);
      if (!Number.isFinite(value))
        throw badData(this.place(row, column), `expected a finite number, found ${quote(cell)}`);
      return value;
    });
  }

  /** A column of dates as milliseconds since 1970 UTC, NaN where missing. @throws DataError with the row. */
  dates(column: string): Float64Array {
    return this.#convert(column, (cell, row) => {
      const time = parseDate(cell);
      if (time === undefined)
        throw badData(this.place(row, column), `expected an ISO date, found ${quote(cell)}`);
      return time;
    });
  }

  /** Where row `row` (from 0) stands in its file, for an error. */
  place(row: number, column?: string): { file: string; row: number; column?: string } {
    return { file: this.name, row: this.rowNumbers[row]!, ...(column !== undefined && { column }) };
  }

  #convert(column: string, read: (cell: string, row: number) => number): Float64Array {
    return Float64Array.from(this.cells(column), (cell, row) =>
      cell === undefined ? Number.NaN : read(cell, row),
    );
  }
}
