import { readFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { TemporaryFolder } from "../testing/temporaryFolder.js";
import { openData } from "./openData.js";
import { readParquet } from "./readParquet.js";

/** Bytes of a Parquet file that DuckDB writes. */
async function written(query: string, options = ""): Promise<Uint8Array> {
  using folder = new TemporaryFolder();
  const path = folder.file("t.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`copy (${query}) to '${path}' (format parquet${options})`);
  connection.closeSync();
  return new Uint8Array(readFileSync(path));
}

const rows =
  "select range::int i, range * 0.1::double x, case when range % 3 = 0 then null else 'n' || range end t, date '2020-01-01' + range::int d, range % 2 = 0 b, (range / 4)::decimal(9, 2) m from range(5000)";

describe("Parquet", () => {
  test.each(["snappy", "zstd", "gzip", "lz4_raw", "brotli", "uncompressed"])(
    "is read with the codec %s",
    async (codec) => {
      const table = await readParquet(await written(rows, `, compression ${codec}, row_group_size 2048`));
      expect(table.length).toBe(5000);
      expect(table.columnNames).toEqual(["i", "x", "t", "d", "b", "m"]);
      expect(table.columnNames.map((name) => table.type(name))).toEqual([
        ...["number", "number", "text", "date", "boolean", "number"],
      ]);
      expect(table.numbers("x")[4999]).toBe(4999 * 0.1);
      expect(table.cells("t").slice(2, 5)).toEqual(["n2", undefined, "n4"]);
      expect(table.cells("d")[31]).toBe("2020-02-01");
      expect(table.numbers("m")[3]).toBe(0.75);
    },
  );

  test("is told by its content, and may be read in part", async () => {
    const bytes = await written(rows);
    const opened = await openData({ name: "f.csv", bytes });
    expect(opened.kind === "table" && opened.table.length).toBe(5000);
    const part = await readParquet(bytes, { columns: ["x"] });
    expect(part.columnNames).toEqual(["x"]);
    // Node's Buffers may lie anywhere in a larger array.
    const buffer = Buffer.concat([Buffer.from("PAR"), bytes]).subarray(3);
    expect((await readParquet(buffer)).numbers("x")[4999]).toBe(4999 * 0.1);
  });

  test("is refused where it is truncated, damaged, empty or nested", async () => {
    const bytes = await written(rows);
    const read = (data: Uint8Array) => readParquet(data, { file: "f.parquet" });
    await expect(read(bytes.subarray(0, 3000))).rejects.toThrow(
      "f.parquet: the Parquet data is truncated or damaged",
    );
    await expect(read(bytes.subarray(0, 4))).rejects.toThrow("truncated or damaged");
    await expect(read(new TextEncoder().encode("a,b"))).rejects.toThrow("expected a Parquet file");
    const wrong = bytes.slice();
    wrong.fill(0xff, 4, 400);
    await expect(read(wrong)).rejects.toThrow("truncated or damaged");
    await expect(read(await written("select 1 a where false"))).rejects.toThrow(
      "f.parquet: expected rows of data, found none",
    );
    await expect(read(await written("select [1, 2] a"))).rejects.toThrow(
      'f.parquet, column "a": expected one value a row, found a nested column (list, map or struct)',
    );
    await expect(readParquet(bytes, { file: "f.parquet", columns: ["y"] })).rejects.toThrow(
      'f.parquet, column "y": the column is missing; there are i, x, t, d, b, m',
    );
  });
});
