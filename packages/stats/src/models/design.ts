import { DataError, Tensor, UsageError } from "@mebae/tensor";
import { exponentOfLargest, timesPowerOfTwo } from "../statistics/powerOfTwo.js";

/** Rows of numbers, columns by name, or a tensor of shape [rows, columns]. */
export type Predictors = readonly ArrayLike<number>[] | Readonly<Record<string, ArrayLike<number>>> | Tensor;

export const interceptName = "(intercept)";

/**
 * The columns that coefficients belong to, the intercept's ones first where there is one, each in a unit of its own, 2^exponent, in
 * which it is of size 1: squares of 1e200 and 1e-200 are no numbers. Powers of two change no digit.
 */
export interface Design {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  /** Of the columns' units; 0 for the intercept. */
  readonly exponents: readonly number[];
  readonly intercept: boolean;
  readonly rows: number;
}

export interface DesignOptions {
  readonly names?: readonly string[] | undefined;
  readonly intercept: boolean;
  /** How many rows there must be, if that is known. */
  readonly rows?: number | undefined;
  /** Of the units to take, the intercept's with them: those of other rows, whose coefficients are known. */
  readonly exponents?: readonly number[] | undefined;
}

/**
 * @param where the function that is called, for messages
 * @throws DataError naming row and column of what is no finite number, or the row of another length; UsageError for lengths and
 * names that don't fit
 */
export function readDesign(where: string, x: Predictors, options: DesignOptions): Design {
  const { intercept } = options;
  const { names, columns } = isColumns(x) ? byName(where, x, options) : byRow(where, x, options);
  const rows = columns[0]?.length ?? options.rows ?? 0;
  if (options.rows !== undefined && rows !== options.rows)
    throw new UsageError(
      `${where}: expected as many rows in x as numbers in y, got ${rows} and ${options.rows}`,
    );
  const all = intercept ? [interceptName, ...names] : names;
  const twice = all.find((name, i) => all.indexOf(name) !== i);
  if (twice !== undefined)
    throw new UsageError(`${where}: expected columns of different names, got two "${twice}"`);
  if (all.length === 0)
    throw new UsageError(`${where}: expected at least one column or an intercept, got none`);
  const whole = intercept ? [new Float64Array(rows).fill(1), ...columns] : columns;
  const exponents = options.exponents ?? whole.map(exponentOfLargest);
  return {
    names: all,
    intercept,
    rows,
    exponents,
    columns: whole.map((column, j) => inUnit(column, exponents[j]!)),
  };
}

/** The values as multiples of 2^exponent. */
export function inUnit(values: Float64Array, exponent: number): Float64Array {
  return exponent === 0 ? values : values.map((value) => timesPowerOfTwo(value, -exponent));
}

interface Columns {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

function isColumns(x: Predictors): x is Readonly<Record<string, ArrayLike<number>>> {
  return !(x instanceof Tensor) && !Array.isArray(x);
}

function byName(
  where: string,
  x: Readonly<Record<string, ArrayLike<number>>>,
  options: DesignOptions,
): Columns {
  const names = options.names ?? Object.keys(x);
  const length = names.length > 0 ? x[names[0]!]?.length : undefined;
  const columns = names.map((name, column) => {
    const values = x[name];
    if (values === undefined)
      throw new UsageError(
        `${where}: expected a column "${name}", got ${Object.keys(x).join(", ") || "none"}`,
      );
    if (values.length !== length)
      throw new UsageError(
        `${where}: expected columns of one length, got ${length} in ${names[0]} and ${values.length} in ${name}`,
      );
    const read = new Float64Array(values.length);
    for (let row = 0; row < read.length; row++) read[row] = finite(where, values[row], row, column, name);
    return read;
  });
  return { names, columns };
}

function byRow(
  where: string,
  x: readonly ArrayLike<number>[] | Tensor,
  { names, rows }: DesignOptions,
): Columns {
  const matrix = x instanceof Tensor ? rowsOf(where, x) : x;
  const width = matrix[0]?.length ?? names?.length ?? 0;
  const named = names ?? Array.from({ length: width }, (_, j) => `x${j + 1}`);
  if (named.length !== width)
    throw new UsageError(
      `${where}: expected rows of ${named.length} numbers (${named.join(", ")}), got ${width}`,
    );
  const columns = named.map(() => new Float64Array(matrix.length));
  for (let row = 0; row < matrix.length; row++) {
    const values = matrix[row] as ArrayLike<number> | undefined;
    if (values?.length !== width)
      throw new DataError(
        `${where}: expected rows of ${width} numbers in x, got ${values?.length ?? JSON.stringify(values)} at index ${row}`,
        { index: row },
      );
    for (let j = 0; j < width; j++) columns[j]![row] = finite(where, values[j], row, j, named[j]!);
  }
  if (width === 0 && rows !== undefined && matrix.length !== rows)
    throw new UsageError(
      `${where}: expected as many rows in x as numbers in y, got ${matrix.length} and ${rows}`,
    );
  return { names: named, columns };
}

function rowsOf(where: string, x: Tensor): Float64Array[] {
  if (x.rank !== 2)
    throw new UsageError(`${where}: expected a tensor of shape [rows, columns], got [${x.shape.join(", ")}]`);
  const [rows, width] = x.shape as [number, number];
  const values = Float64Array.from(x.dataSync());
  return Array.from({ length: rows }, (_, row) => values.subarray(row * width, (row + 1) * width));
}

function finite(where: string, value: unknown, row: number, column: number, name: string): number {
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const found = typeof value === "number" ? value : JSON.stringify(value);
  throw new DataError(
    `${where}: expected finite numbers in x, got ${found} at index ${row}, column ${name}`,
    {
      index: row,
      column,
    },
  );
}

/** Of each row the products with the coefficients, summed. */
export function linearPredictor(
  { columns, rows }: Design,
  coefficients: ArrayLike<number>,
  offset?: Float64Array,
): Float64Array {
  const predictor = offset ? offset.slice() : new Float64Array(rows);
  columns.forEach((column, j) => {
    const factor = coefficients[j]!;
    // A column that doesn't count may be infinite in other rows.
    if (factor === 0) return;
    for (let i = 0; i < rows; i++) predictor[i]! += factor * column[i]!;
  });
  return predictor;
}
