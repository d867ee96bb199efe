import { badData } from "../place.js";
import type { Table } from "../table/table.js";
import { type ValueTableOptions, valueTable } from "../table/valueTable.js";

export interface ParquetOptions extends ValueTableOptions {
  /** The columns to read; all where they aren't given. */
  readonly columns?: readonly string[];
}

/** Whether bytes begin with Parquet's magic number PAR1. */
export function isParquet(bytes: Uint8Array): boolean {
  return [0x50, 0x41, 0x52, 0x31].every((byte, i) => bytes[i] === byte);
}

/**
 * Reads a Parquet file into a table by hyparquet, which is loaded on first use: all codecs and encodings, decimals as
 * numbers, dates and times as dates.
 * @throws DataError naming the file: truncated or damaged, no rows, a column that is missing, or a nested one (lists,
 *   maps, structs), which no table of features can hold.
 */
export async function readParquet(bytes: Uint8Array, options: ParquetOptions = {}): Promise<Table> {
  const { file = "Parquet data", columns: wanted } = options;
  if (!isParquet(bytes)) throw badData({ file }, "expected a Parquet file, which begins with PAR1");
  // Not `slice`: that of Node's Buffer copies nothing.
  const { buffer } = new Uint8Array(bytes);
  const [{ parquetMetadataAsync, parquetReadObjects, parquetSchema }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const metadata = await unlessDamaged(file, () => parquetMetadataAsync(buffer));
  const there = parquetSchema(metadata).children;
  const names = there.map(({ element }) => element.name);
  const columnNames = wanted ? [...wanted] : names;
  for (const column of columnNames) {
    const child = there[names.indexOf(column)];
    if (!child)
      throw badData({ file, column }, `the column is missing; there are ${names.slice(0, 12).join(", ")}`);
    if (child.children.length > 0)
      throw badData(
        { file, column },
        "expected one value a row, found a nested column (list, map or struct)",
      );
  }
  const rows = await unlessDamaged(file, () =>
    parquetReadObjects({ file: buffer, metadata, compressors, columns: columnNames }),
  );
  return valueTable({
    ...options,
    file,
    columnNames,
    columns: columnNames.map((name) => rows.map((row) => row[name])),
  });
}

async function unlessDamaged<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const reason = (cause as Error).message;
    throw badData({ file }, `the Parquet data is truncated or damaged (${reason})`, {}, cause);
  }
}
