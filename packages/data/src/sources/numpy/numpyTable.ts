import { badData } from "../../place.js";
import type { Table } from "../../table/table.js";
import { type ValueTableOptions, valueTable } from "../../table/valueTable.js";
import type { NamedArray, NumpyArrays } from "./numpyArrays.js";

/**
 * A table of features [n, k], in the columns x1, x2, …, and of the target, in the column y, so that it is prepared like any
 * table. NaN is a missing value.
 * @throws DataError: more than two dimensions, an infinity with row and column.
 */
export function numpyTable({ features, target }: NumpyArrays, options: ValueTableOptions): Table {
  const xs = columnsOf(features, "x");
  const ys = target ? columnsOf(target, "y") : [];
  if (ys.length === 1) ys[0]!.name = "y";
  const columns = [...xs, ...ys];
  return valueTable({
    ...options,
    columnNames: columns.map(({ name }) => name),
    columns: columns.map(({ values }) => values),
  });
}

function columnsOf({ name, array }: NamedArray, letter: string): { name: string; values: unknown[] }[] {
  const { shape, data, dtype } = array;
  if (shape.length > 2)
    throw badData({ file: name }, `expected rows and columns, found shape [${shape.join(", ")}]`);
  const [rows, width = 1] = shape as [number, number?];
  return Array.from({ length: width }, (_, column) => ({
    name: `${letter}${column + 1}`,
    values: Array.from({ length: rows }, (_, row) => {
      const value = data[row * width + column]!;
      return dtype === "bool" ? value === 1 : value;
    }),
  }));
}
