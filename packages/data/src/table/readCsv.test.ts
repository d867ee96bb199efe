import { expect, test } from "vitest";
import { readCsv } from "./readCsv.js";

const file = "t.csv";

test("quotes, CRLF, byte-order mark, blank lines and spaces", () => {
  const table = readCsv('\uFEFFname ,"a ""b""", n\r\n"x, y", 1 ,2\r\n\r\n"line\r\nbreak",?,3\r\n\r\n');
  expect(table.columnNames).toEqual(["name", 'a "b"', "n"]);
  expect(table.length).toBe(2);
  expect(table.cells("name")).toEqual(["x, y", "line\nbreak"]);
  expect(table.cells('a "b"')).toEqual(["1", undefined]);
  expect(Array.from(table.rowNumbers)).toEqual([2, 4]);
});

test.each([
  [",", "a,b\n1.5,2\n"],
  [";", "a;b\n1.5;2\n"],
  ["\t", "a\tb\n1.5\t2\n"],
  ["; with decimal commas", "a;b\n1,5;2\n"],
  ["; and commas in quotes", '"a";"b, c, d"\n1.5;2\n'],
])("delimiter %s is found", (_, text) => {
  const table = readCsv(text);
  expect(table.columnNames).toHaveLength(2);
  expect(table.numbers("a")).toEqual(Float64Array.of(1.5));
});

test("one column, without a header, in UTF-16", () => {
  expect(readCsv("v\n1\n\n3\n").cells("v")).toEqual(["1", undefined, "3"]);
  const table = readCsv("1,x\n2,y\n", { header: false });
  expect(table.columnNames).toEqual(["column_1", "column_2"]);
  expect(Array.from(table.rowNumbers)).toEqual([1, 2]);
  const utf16 = Uint8Array.from([0xff, 0xfe, ...[..."ä\n1\n"].flatMap((c) => [c.charCodeAt(0), 0])]);
  expect(readCsv(utf16).columnNames).toEqual(["ä"]);
});

test("missing values as stated, and as configured", () => {
  const cells = "x,y\n1,\n2,?\n3,NA\n4,nan\n5,NaN\n6,null\n7,None\n";
  expect(readCsv(cells).cells("y")).toEqual([...new Array<undefined>(6).fill(undefined), "None"]);
  expect(readCsv("x,y\n1,-\n2,NA\n", { missing: ["-"] }).cells("y")).toEqual([undefined, "NA"]);
});

test("None is a missing value among numbers alone", () => {
  const text = "n,c,z\n1.5,1,None\nNone,None,None\n2,b,None\n";
  const table = readCsv(text);
  expect(table.cells("n")).toEqual(["1.5", undefined, "2"]);
  expect(table.numbers("n")).toEqual(Float64Array.of(1.5, Number.NaN, 2));
  expect(table.cells("c")).toEqual(["1", "None", "b"]);
  expect(table.cells("z")).toEqual(["None", "None", "None"]);
  expect(readCsv(text, { missing: [""] }).cells("n")).toEqual(["1.5", "None", "2"]);
  expect(readCsv(text, { types: { n: "category" } }).cells("n")).toEqual(["1.5", "None", "2"]);
  expect(readCsv("n\nNone\n2\n", { types: { n: "number" } }).cells("n")).toEqual([undefined, "2"]);
});

test("types are inferred", () => {
  const rows = Array.from(
    { length: 24 },
    (_, i) => `${i / 8},${i % 2 ? "TRUE" : "false"},2020-01-${10 + (i % 9)},${"rgb"[i % 3]},text ${i},`,
  );
  const table = readCsv(`n,b,d,c,t,e\n${rows.join("\n")}\n`);
  expect(table.columnNames.map((name) => table.type(name))).toEqual([
    "number",
    "boolean",
    "date",
    "category",
    "text",
    "number",
  ]);
  expect(table.dates("d")[1]).toBe(Date.UTC(2020, 0, 11));
  expect(readCsv("zip\n01\n02\n", { types: { zip: "category" } }).type("zip")).toBe("category");
});

test("dates: zones, fractions, and days that don't exist", () => {
  const table = readCsv("d\n2019-03-23 20:21:09\n2019-03-23T20:21+02:00\n2019-03-23T20:21:09.5Z\n");
  expect(Array.from(table.dates("d"))).toEqual([
    Date.UTC(2019, 2, 23, 20, 21, 9),
    Date.UTC(2019, 2, 23, 18, 21),
    Date.UTC(2019, 2, 23, 20, 21, 9, 500),
  ]);
  expect(() => readCsv("d\n2019-02-30\n", { file, types: { d: "date" } })).toThrow(
    't.csv, row 2, column "d": expected an ISO date, found "2019-02-30"',
  );
});

test.each([
  ["empty file", "", {}, "t.csv: expected a CSV, found an empty file"],
  ["only blanks", " \n\n", {}, "t.csv: expected a CSV, found an empty file"],
  ["header only", "a,b\n\n", {}, "t.csv: expected rows of data below the header, found the header only"],
  ["short row", "a,b\n1,2\n3\n", {}, "t.csv, row 3: expected 2 cells as in the header, found 1"],
  [
    "long row after a blank line",
    "a,b\n1,2\n\n3,4,5\n",
    {},
    "t.csv, row 4: expected 2 cells as in the header, found 3",
  ],
  [
    "duplicate column",
    "a,b,a\n1,2,3\n",
    {},
    't.csv, row 1, column 3: the column name "a" is a duplicate of column 1',
  ],
  [
    "no header",
    "1.5,2\n3,4\n",
    {},
    "t.csv, row 1: expected column names, found a row of numbers: the file has no header",
  ],
  ["unterminated quote", 'a,b\n1,"x\n2,3\n', {}, "t.csv, row 2, column 2: a quote opens and never closes"],
  ["text after a quote", 'a,b\n"x"y,3\n4,5', {}, /^t\.csv, row 2.*: text follows a closing quote/],
  [
    "text in a declared number",
    "a,b\n1,2\n3,x\n",
    { types: { b: "number" as const } },
    't.csv, row 3, column "b": expected a number, found "x"',
  ],
  [
    "a declared column that is missing",
    "a,b\n1,2\n",
    { types: { c: "number" as const } },
    't.csv, column "c": the column is missing; there are "a", "b"',
  ],
  ["NUL", "a,b\n1,\0\n", {}, /NUL character/],
])("%s: refused", (_, text, options, message) => {
  expect(() => readCsv(text, { file, ...options })).toThrow(
    expect.objectContaining({ code: "data", message: expect.stringMatching(message) }),
  );
});

test("bytes that are no UTF-8 are refused with their row", () => {
  const latin1 = Uint8Array.from([..."a,b\n1,2\n3,\xe4\n"].map((c) => c.charCodeAt(0)));
  expect(() => readCsv(latin1, { file })).toThrow("t.csv, row 3: expected UTF-8 text");
});

test("one text among numbers is a slip, not a category", () => {
  const rows = Array.from({ length: 50 }, (_, i) => (i === 20 ? "abc" : String(i / 2)));
  const table = readCsv(`v\n${rows.join("\n")}\n`, { file });
  expect(() => table.type("v")).toThrow(
    /^t\.csv, row 22, column "v": expected a number as in 49 of the column's 50 cells, found "abc"/,
  );
  expect(readCsv("v\n1\n2\na\nb\n").type("v")).toBe("category");
});

test.each(["inf", "-Infinity", "1e999"])("an infinity (%s) is refused", (cell) => {
  const table = readCsv(`v\n1\n${cell}\n`, { file });
  expect(table.type("v")).toBe("number");
  expect(() => table.numbers("v")).toThrow(
    `t.csv, row 3, column "v": expected a finite number, found "${cell}"`,
  );
});

test.each(["0x10", "1_000", "1,5", "12px", "--1", ".", "e5"])("%s is no number", (cell) => {
  expect(() => readCsv(`v;w\n${cell};1.5\n`, { types: { v: "number" } })).toThrow("expected a number");
});
