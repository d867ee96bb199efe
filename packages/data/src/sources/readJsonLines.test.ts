import { describe, expect, test } from "vitest";
import { openData } from "./openData.js";
import { readJsonLines } from "./readJsonLines.js";

const read = (text: string) => readJsonLines(text, { file: "pumps.jsonl" });

describe("JSON lines", () => {
  test("become a table whose columns are the keys in the order of their first appearance", () => {
    const table = read(
      '{"hours":1.5,"state":"on"}\n\n{"state":null,"hours":1e-3,"new":true}\r\n{"new":false}\n',
    );
    expect(table.columnNames).toEqual(["hours", "state", "new"]);
    expect(table.cells("state")).toEqual(["on", undefined, undefined]);
    expect([...table.numbers("hours")]).toEqual([1.5, 1e-3, Number.NaN]);
    expect(table.type("new")).toBe("boolean");
    expect([...table.rowNumbers]).toEqual([1, 3, 4]);
  });

  test("may be one array of objects, whose rows are places in it", () => {
    const table = read('  [{"a":1},\n{"a":2}]');
    expect([...table.numbers("a")]).toEqual([1, 2]);
    expect([...table.rowNumbers]).toEqual([1, 2]);
  });

  test("keep every number to the last bit, and texts that only look missing", () => {
    const values = [0.1, 1 / 3, Number.MAX_VALUE, 5e-324, -0, 123456789012345680];
    const table = read(values.map((value) => JSON.stringify({ value, text: "NA" })).join("\n"));
    expect([...table.numbers("value")]).toEqual(values.map((value) => value + 0));
    expect(table.cells("text")[0]).toBe("NA");
  });

  test("are told from a CSV by their first character", async () => {
    const bytes = new TextEncoder().encode('\uFEFF {"a":1}\n{"a":2}\n');
    const opened = await openData({ name: "f", bytes });
    expect(opened.kind === "table" && opened.table.length).toBe(2);
  });

  test.each([
    ["", "pumps.jsonl: expected JSON, found an empty file"],
    ["[]", "pumps.jsonl: expected objects, found an empty list"],
    ["{}\n{}", "pumps.jsonl: expected objects with keys, found empty ones"],
    ['{"a":1}\n{"a":2', 'pumps.jsonl, row 2: expected a JSON object, found "{"a":2" ('],
    ['{"a":1}\n7', 'pumps.jsonl, row 2: expected a JSON object, found "7"'],
    ['{"a":1}\n[7]', 'pumps.jsonl, row 2: expected a JSON object, found "[7]"'],
    ['[{"a":1},', "pumps.jsonl: expected a JSON array of objects, but "],
    ['[{"a":1}, 2]', 'pumps.jsonl, row 2: expected a JSON object, found "2"'],
    [
      '{"a":1}\n\n{"a":[1,2]}',
      'pumps.jsonl, row 3, column "a": expected a number, a text, a boolean or a date, found a list of 2',
    ],
    [
      '{"a":{"b":1}}',
      'pumps.jsonl, row 1, column "a": expected a number, a text, a boolean or a date, found an object',
    ],
    ['{"a":1e999}', 'pumps.jsonl, row 1, column "a": expected a finite number, found Infinity'],
  ])("%j is refused", (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
