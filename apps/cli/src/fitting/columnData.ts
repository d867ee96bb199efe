import type { OpenedData, Table } from "@mebae/data";
import { type CensoredData, censored, type FitOptions } from "@mebae/stats";
import { DataError, MebaeError, UsageError } from "@mebae/tensor";

export interface ColumnOptions {
  readonly column?: string;
  readonly weights?: string;
  readonly censored?: string;
}

/** The numbers of a column to fit, without the rows in which a cell is missing. */
export interface ColumnData {
  readonly table: Table;
  readonly column: string;
  readonly values: Float64Array;
  readonly weights?: Float64Array;
  /** Where each value is known from one side only. */
  readonly censoring?: readonly Censoring[];
  /** What `fit` takes. */
  readonly data: Float64Array | CensoredData;
  /** Which row of the table, from 0, each value stands in. */
  readonly rows: readonly number[];
  /** Rows left out. */
  readonly missing: number;
}

const censorings = ["none", "left", "right"] as const;
export type Censoring = (typeof censorings)[number];

/** @throws DataError naming file, row and column: a missing column, text among numbers, no numbers at all */
export function columnData(opened: OpenedData, options: ColumnOptions): ColumnData {
  if (opened.kind !== "table")
    throw new DataError(`${opened.dataset.name}: expected a CSV with a column of numbers, found images`);
  const { table } = opened;
  const { column, weights: weightColumn, censored: censoredColumn } = options;
  if (column === undefined) {
    const there = table.columnNames.map((name) => `"${name}"`).join(", ");
    throw new UsageError(`${table.name}: expected --column with the column to fit, one of ${there}`);
  }
  const all = table.numbers(column);
  const weighty = weightColumn === undefined ? undefined : weightsOf(table, weightColumn);
  const sides = censoredColumn === undefined ? undefined : censoringOf(table, censoredColumn);
  const isThere = (row: number) =>
    !Number.isNaN(all[row]) &&
    !(weighty && Number.isNaN(weighty[row])) &&
    !(sides && sides[row] === undefined);
  const rows = Array.from(all, (_, row) => row).filter(isThere);
  if (rows.length === 0)
    throw new DataError(
      `${table.name}, column "${column}": expected numbers, found none in ${table.length} rows`,
      {
        ...{ file: table.name, column },
      },
    );
  const values = Float64Array.from(rows, (row) => all[row]!);
  const weights = weighty && Float64Array.from(rows, (row) => weighty[row]!);
  if (weights?.every((weight) => weight === 0))
    throw new DataError(
      `${table.name}, column "${weightColumn}": expected weights above 0, found 0 in every row`,
    );
  const censoring = sides && rows.map((row) => sides[row]!);
  return {
    ...{ table, column, values, rows, missing: all.length - rows.length },
    ...(weights && { weights }),
    ...(censoring && { censoring }),
    data: censoring ? byBounds(values, censoring) : values,
  };
}

function byBounds(values: Float64Array, censoring: readonly Censoring[]): CensoredData {
  return censored({
    lower: values.map((value, i) => (censoring[i] === "left" ? -Infinity : value)),
    upper: values.map((value, i) => (censoring[i] === "right" ? Infinity : value)),
  });
}

function weightsOf(table: Table, column: string): Float64Array {
  const weights = table.numbers(column);
  const negative = weights.findIndex((weight) => weight < 0);
  if (negative >= 0) refuseCell(table, negative, column, "a weight of at least 0", `${weights[negative]}`);
  return weights;
}

function censoringOf(table: Table, column: string): (Censoring | undefined)[] {
  return table.cells(column).map((cell, row) => {
    const side = censorings.find((name) => name === cell?.toLowerCase());
    if (cell === undefined || side) return side;
    return refuseCell(table, row, column, "none, left or right", `"${cell}"`);
  });
}

function refuseCell(table: Table, row: number, column: string, expected: string, found: string): never {
  const place = table.place(row, column);
  throw new DataError(
    `${place.file}, row ${place.row}, column "${column}": expected ${expected}, found ${found}`,
    {
      ...place,
    },
  );
}

/** What `fit` takes besides data and family. */
export function fitOptionsOf({ weights }: ColumnData, truncation: FitOptions["truncation"]): FitOptions {
  return { ...(weights && { weights }), ...(truncation && { truncation }) };
}

/** Runs a fit; a value that it refuses is told by file, row and column, and an option by its name here. */
export function withPlace<T>({ table, column, rows }: ColumnData, to: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof MebaeError)) throw error;
    const { index, expected, found } = error.details as Record<string, unknown>;
    if (typeof index !== "number" || expected === undefined) throw byOptions(error);
    return refuseCell(table, rows[index]!, column, `${expected}${to}`, `${found}`);
  }
}

/** What the function takes in `fixed`, the command takes with --fix. */
function byOptions(error: MebaeError): MebaeError {
  if (!error.message.includes("`fixed`")) return error;
  const said = error.message.replace(/expected (\w+) in `fixed`/, "expected --fix $1=NUMBER");
  return new UsageError(said.replace("in `fixed`", "with --fix"), error.details);
}
