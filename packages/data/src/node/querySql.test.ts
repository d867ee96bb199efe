import { writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { TemporaryFolder } from "../testing/temporaryFolder.js";
import { querySql } from "./querySql.js";

async function database(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

describe("querySql", () => {
  test("needs no file for a query that names none", async () => {
    const table = await querySql(
      "select 1.5::decimal(5,2) a, 9007199254740993::bigint b, date '2020-02-29' c, timestamp '2020-01-02 03:04:05' d, true e, null::int f, 'x' g, 'nan'::double h",
    );
    const row = table.columnNames.map((name) => table.cells(name)[0]);
    expect(row).toEqual([
      "1.5",
      "9007199254740993",
      "2020-02-29",
      "2020-01-02T03:04:05.000Z",
      "true",
      undefined,
      "x",
      undefined,
    ]);
  });

  test("sees a CSV, JSON lines or a Parquet file as the table data", async () => {
    using folder = new TemporaryFolder();
    const [csv, json, parquet] = [folder.file("o'clock.csv"), folder.file("a"), folder.file("b")];
    writeFileSync(csv, "x,y\n1,a\n2,b\n3,a\n");
    writeFileSync(json, '{"x":1,"y":"a"}\n{"x":2,"y":"b"}\n{"x":3,"y":"a"}\n');
    await database(":memory:", `copy (from read_json_auto('${json}')) to '${parquet}' (format parquet)`);
    for (const source of [csv, json, parquet]) {
      const table = await querySql("select y, sum(x)::int total from data group by y order by y", { source });
      expect(table.name).toBe(source);
      expect(table.cells("y")).toEqual(["a", "b"]);
      expect([...table.numbers("total")]).toEqual([4, 2]);
    }
  });

  test("reads a database and can't write to it", async () => {
    using folder = new TemporaryFolder();
    const source = folder.file("shop.duckdb");
    await database(source, "create table sales as select range x, range % 3 k from range(9)");
    const table = await querySql("select k, count(*) n from sales group by k order by k", { source });
    expect([...table.numbers("n")]).toEqual([3, 3, 3]);
    await expect(querySql("delete from sales", { source })).rejects.toThrow("read-only");
  });

  test("refuses wrong queries, files and values with the reason", async () => {
    using folder = new TemporaryFolder();
    const picture = folder.file("a.png");
    writeFileSync(picture, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10));
    await expect(querySql("selec 1")).rejects.toThrow(
      /^the SQL query: the query fails: Parser Error: .*selec/,
    );
    await expect(querySql("from 'none.csv'")).rejects.toThrow(/^the SQL query: the query fails: .*none\.csv/);
    await expect(querySql("select 1 where false")).rejects.toThrow("expected rows of data, found none");
    await expect(querySql("select [1, 2] a")).rejects.toThrow(
      'the SQL query, row 1, column "a": expected a number, a text, a boolean or a date, found a list of 2',
    );
    await expect(querySql("from data", { source: picture })).rejects.toThrow("but it is a PNG picture");
    await expect(querySql("from data", { source: folder.file("b") })).rejects.toThrow(
      "there is no such file",
    );
  });
});
