import { UsageError } from "@mebae/tensor";
import { badData } from "../place.js";
import { sniff } from "../sources/sniff.js";
import type { Table } from "../table/table.js";
import { type ValueTableOptions, valueTable } from "../table/valueTable.js";
import { readFileBytes } from "./readFileBytes.js";

export interface SqlOptions extends Omit<ValueTableOptions, "file"> {
  /**
   * What the query reads: a DuckDB database file, opened for reading only, or a CSV, Parquet or JSON file, which the
   * query sees as the table `data`. Without it the query names its files itself: `select * from 'sales/*.parquet'`.
   */
  readonly source?: string;
}

/** What is used of DuckDB: its types can't be named here, since an application may do without it. */
interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{
    deduplicatedColumnNames(): readonly string[];
    getColumnsJS(): readonly (readonly unknown[])[];
  }>;
  closeSync(): void;
}

interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}

interface DuckDB {
  readonly DuckDBInstance: {
    create(path: string, options?: Readonly<Record<string, string>>): Promise<Instance>;
  };
}

/**
 * The result of a SQL query as a table, by DuckDB (`@duckdb/node-api`, which the application installs). Rows count
 * from 1 in the order of the result; give the query an ORDER BY where the order matters.
 * @throws UsageError where DuckDB isn't installed; DataError with DuckDB's own words where the query or its files are
 *   wrong, where there are no rows, and at values that no cell holds (lists, structs, intervals, bytes).
 */
export async function querySql(sql: string, options: SqlOptions = {}): Promise<Table> {
  const { source, ...rest } = options;
  const file = source ?? "the SQL query";
  const { DuckDBInstance } = await loadDuckDB();
  const isDatabase = source !== undefined && isDuckDB(await readFileBytes(source));
  const instance = await refusing(file, () =>
    isDatabase
      ? DuckDBInstance.create(source, { access_mode: "READ_ONLY" })
      : DuckDBInstance.create(":memory:"),
  );
  const connection = await instance.connect();
  try {
    if (source !== undefined && !isDatabase) {
      const view = `create view data as select * from ${await reading(source)}`;
      await refusing(file, () => connection.run(view));
    }
    const reader = await refusing(file, () => connection.runAndReadAll(sql));
    const columnNames = reader.deduplicatedColumnNames();
    return valueTable({ ...rest, file, columnNames, columns: reader.getColumnsJS() });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Whether bytes are a DuckDB database: its file format has the magic number DUCK at byte 8. */
export function isDuckDB(bytes: Uint8Array): boolean {
  return [0x44, 0x55, 0x43, 0x4b].every((byte, i) => bytes[8 + i] === byte);
}

/** The table function that reads a file, by the file's content. */
async function reading(source: string): Promise<string> {
  const { kind, reason } = sniff(await readFileBytes(source));
  const name = `'${source.replaceAll("'", "''")}'`;
  if (kind === "parquet") return `read_parquet(${name})`;
  if (kind === "json") return `read_json_auto(${name})`;
  if (kind === "csv" || kind === "gzip") return `read_csv_auto(${name})`;
  throw badData(
    { file: source },
    `expected a CSV, a Parquet or JSON file or a DuckDB database to query, but ${reason}`,
  );
}

async function loadDuckDB(): Promise<DuckDB> {
  try {
    return (await import("@duckdb/node-api")) as unknown as DuckDB;
  } catch (cause) {
    throw new UsageError("querySql: SQL needs DuckDB: npm install @duckdb/node-api", { cause });
  }
}

/** DuckDB's first line says what is wrong; the lines after it draw an arrow into the query. */
async function refusing<T>(file: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    const [reason = ""] = (cause as Error).message.split("\n");
    throw badData({ file }, `the query fails: ${reason}`, {}, cause);
  }
}
