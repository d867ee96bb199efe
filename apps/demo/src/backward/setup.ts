/** Numbers in rows, as they stand on the page; every row is as long as the first. */
export type Matrix = readonly (readonly number[])[];
/** Matrices by their names in the layer's formulas: x, W, dy, … */
export type Values = Readonly<Record<string, Matrix>>;

export type LayerId = "multiply" | "affine" | "relu" | "sigmoid" | "softmaxWithLoss" | "batchNorm";

/** A layer and the numbers that go into it, forward and backward: what a link carries. */
export interface Setup {
  readonly layer: LayerId;
  readonly values: Values;
}

/** Rows and columns that a matrix may have here. More wouldn't be looked at, and wouldn't fit a phone. */
export const most = 4;
/** The largest number, either sign, that may be typed. */
export const largest = 1e6;

/** One number of a matrix. */
export interface Cell {
  readonly name: string;
  readonly row: number;
  readonly column: number;
}

export const sameCell = (a: Cell | undefined, b: Cell): boolean =>
  a !== undefined && a.name === b.name && a.row === b.row && a.column === b.column;

/** The matrix with one number replaced. */
export function withNumber(matrix: Matrix, row: number, column: number, value: number): Matrix {
  return matrix.map((cells, i) => (i === row ? cells.map((old, j) => (j === column ? value : old)) : cells));
}

/** The matrix cut, or grown with `fill`. */
export function resized(matrix: Matrix, rows: number, columns: number, fill = 1): Matrix {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => matrix[i]?.[j] ?? fill),
  );
}

export const constantMatrix = (rows: number, columns: number, value: number): Matrix =>
  resized([], rows, columns, value);

/** What a link brought, if it is a matrix that this page could have made. */
function isMatrix(value: unknown): value is Matrix {
  if (!Array.isArray(value) || value.length < 1 || value.length > most) return false;
  return value.every(
    (row) =>
      Array.isArray(row) &&
      row.length >= 1 &&
      row.length <= most &&
      row.length === (value[0] as unknown[]).length &&
      row.every((number) => typeof number === "number" && Math.abs(number) <= largest),
  );
}

/** The set-up of a link where it has a matrix for each of `names(layer)` and nothing else; else undefined. */
export function readSetup(
  linked: unknown,
  names: (layer: string) => readonly string[] | undefined,
): Setup | undefined {
  if (typeof linked !== "object" || linked === null) return undefined;
  const { layer, values } = linked as { layer?: unknown; values?: unknown };
  const wanted = typeof layer === "string" ? names(layer) : undefined;
  if (!wanted || typeof values !== "object" || values === null) return undefined;
  const given = values as Record<string, unknown>;
  if (Object.keys(given).length !== wanted.length || !wanted.every((name) => isMatrix(given[name])))
    return undefined;
  return { layer: layer as LayerId, values: given as Values };
}
