import { DataError, Tensor, UsageError } from "@mebae/tensor";

/** Rows of numbers: arrays, typed arrays, or a tensor of shape [n, columns]. */
export type RowData = readonly (readonly number[] | Float64Array)[] | Tensor;

/** One row, or rows. */
export type RowOrRows = readonly number[] | Float64Array | RowData;

/** Rows as float64, one after the other. */
export interface RowMatrix {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/**
 * A copy of rows that all have as many columns.
 * @throws DataError for none, and for what is no finite number, with its row (`index`) and column
 */
export function readRows(where: string, data: RowData, columns?: number): RowMatrix {
  if (data instanceof Tensor) return readTensor(where, data, columns);
  if (!Array.isArray(data)) throw new UsageError(`${where}: expected rows of numbers, got ${shown(data)}`);
  if (data.length === 0) throw new DataError(`${where}: expected data, got none`);
  const width = columns ?? widthOf(where, data[0]);
  const values = new Float64Array(data.length * width);
  for (let row = 0; row < data.length; row++) {
    const found: unknown = data[row];
    if (!isRow(found) || found.length !== width)
      throw new DataError(
        `${where}: expected row [${row}] to be ${width} numbers, got ${isRow(found) ? found.length : shown(found)}`,
        { index: row },
      );
    for (let column = 0; column < width; column++) {
      const value: unknown = found[column];
      if (typeof value !== "number" || !Number.isFinite(value))
        refuseCell(where, row, column, "a finite number", shown(value));
      values[row * width + column] = value;
    }
  }
  return { values, rows: data.length, columns: width };
}

/** The rows one by one, as views. */
export function eachRow({ values, rows, columns }: RowMatrix): Float64Array[] {
  return Array.from({ length: rows }, (_, i) => values.subarray(i * columns, (i + 1) * columns));
}

/** DataError for a value of a row. */
export function refuseCell(where: string, row: number, column: number, expected: string, got: string): never {
  throw new DataError(`${where}: expected row [${row}], column [${column}] to be ${expected}, got ${got}`, {
    index: row,
    column,
  });
}

/** f of one row, or of each of many. */
export function mapRows(
  where: string,
  x: RowOrRows,
  columns: number,
  f: (row: Float64Array) => number,
): number | number[] {
  const single = !(x instanceof Tensor) && !isRow(x[0]);
  const matrix = readRows(where, single ? [x as readonly number[]] : (x as RowData), columns);
  const results = Array.from({ length: matrix.rows }, (_, i) =>
    f(matrix.values.subarray(i * columns, (i + 1) * columns)),
  );
  return single ? results[0]! : results;
}

function readTensor(where: string, data: Tensor, columns: number | undefined): RowMatrix {
  const [rows, width] = data.shape;
  if (data.rank !== 2 || (columns !== undefined && width !== columns))
    throw new UsageError(`${where}: expected a tensor of shape [n, ${columns ?? "columns"}], got ${data}`);
  if (data.size === 0) throw new DataError(`${where}: expected data, got none`);
  const values = Float64Array.from(data.dataSync());
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    refuseCell(where, Math.floor(wrong / width!), wrong % width!, "a finite number", `${values[wrong]}`);
  return { values, rows: rows!, columns: width! };
}

function widthOf(where: string, row: unknown): number {
  if (!isRow(row) || row.length === 0)
    throw new DataError(`${where}: expected row [0] to be an array of numbers, got ${shown(row)}`, {
      index: 0,
    });
  return row.length;
}

function isRow(row: unknown): row is ArrayLike<unknown> {
  return Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView));
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return `a ${value.constructor?.name ?? "object"}`;
  return String(value);
}
