import { expect, test } from "vitest";
import { Dataset } from "../../dataset.js";
import { readCsv } from "../../table/readCsv.js";
import { imageExamples } from "../imageExamples.js";
import { foldsOf, heldOut } from "../splits.js";
import { groupsByPattern } from "./groupsByPattern.js";
import { groupsFromTable } from "./groupsFromTable.js";
import { groupsInARow } from "./groupsInARow.js";

function pictures(...names: string[]): Dataset {
  return new Dataset({
    name: "photos",
    features: { data: new Uint8Array(names.length), shape: [1, 1, 1] },
    target: { kind: "classes", classes: ["a", "b"], labels: Int32Array.from(names, (_, i) => i % 2) },
    names,
  });
}
const bare = new Dataset({ name: "x.npy", features: { data: new Uint8Array(2), shape: [1] } });
const csv = (...rows: string[]) =>
  readCsv(new TextEncoder().encode(`file,group\n${rows.join("\n")}\n`), { file: "groups.csv" });

test("a pattern's brackets, or all that it matches, is the group", () => {
  const dataset = pictures("a/anna_1.jpg", "b/anna_2.jpg", "a/ben_1.jpg");
  expect(groupsByPattern(dataset, /\/([a-z]+)_/)).toEqual(["anna", "anna", "ben"]);
  expect(groupsByPattern(dataset, /anna|ben/)).toEqual(["anna", "anna", "ben"]);
  expect(groupsByPattern(dataset, /(anna)|ben/g)).toEqual(["anna", "anna", "ben"]);
});

test("a path that the pattern doesn't match is named", () => {
  const dataset = pictures("a/anna_1.jpg", "b/2.jpg", "a/3.jpg");
  expect(() => groupsByPattern(dataset, /([a-z]+)_/)).toThrow(
    'photos/b/2.jpg: the pattern /([a-z]+)_/ of the groups doesn\'t match this path, "b/2.jpg", nor 1 more of 3 files',
  );
  expect(() => groupsByPattern(bare, /./)).toThrow("x.npy: groups are told by the names of files");
});

test("pictures in a row by their numbers, over gaps and classes", () => {
  const dataset = pictures("a/IMG_8.JPG", "a/IMG_11.JPG", "b/IMG_9.JPG", "b/IMG_20.JPG", "b/IMG_30.JPG");
  const [eight, eleven] = ["a/IMG_8.JPG", "a/IMG_11.JPG"];
  expect(groupsInARow(dataset, 2)).toEqual([eight, eleven, eight, eleven, "b/IMG_30.JPG"]);
  expect(() => groupsInARow(dataset, 1)).toThrow("size is a whole number from 2 on, not 1");
  expect(() => groupsInARow(bare, 2)).toThrow("these examples are no files");
});

test("a table's groups, by path, by a longer path or by a bare name", () => {
  const dataset = pictures("a/1.jpg", "b/1.jpg", "b/2.jpg");
  const table = csv("a/1.jpg,x", "C:\\photos\\b\\1.jpg,y", "2.jpg,x", "b/3.jpg,z");
  expect(groupsFromTable(dataset, table)).toEqual(["x", "y", "x"]);
});

test("what a table of groups lacks is named", () => {
  const dataset = pictures("a/1.jpg", "b/1.jpg", "b/2.jpg");
  const groups = (...rows: string[]) => groupsFromTable(dataset, csv(...rows));
  expect(() => groups("a/1.jpg,x", "b/1.jpg,y")).toThrow(
    'photos/b/2.jpg: groups.csv has no row for this file, "b/2.jpg"',
  );
  expect(() => groups("1.jpg,x", "2.jpg,y")).toThrow(
    'row 2, column "file": "1.jpg" may be a/1.jpg or b/1.jpg',
  );
  expect(() => groups("a/1.jpg,x", "b/1.jpg,x", "2.jpg,x", "b/2.jpg,y")).toThrow(
    'groups.csv: b/2.jpg is in two groups, "x" (row 4) and "y" (row 5)',
  );
  expect(() => groups("a/1.jpg,", "b/1.jpg,x")).toThrow(
    'groups.csv, row 2, column "group": expected the group of a/1.jpg, found none',
  );
  const other = readCsv(new TextEncoder().encode("name,group\na,b\n"), { file: "other.csv" });
  expect(() => groupsFromTable(dataset, other)).toThrow('column "file": the column is missing');
});

test("images in groups are split by them", () => {
  const dataset = pictures(...Array.from({ length: 20 }, (_, i) => `${i % 2 ? "a" : "b"}/${i}.jpg`));
  const groups = groupsInARow(dataset, 4);
  const examples = imageExamples(dataset, { groups });
  for (const { train, test } of [...foldsOf(examples, 5, 1), heldOut(examples, 3)]) {
    const learned = new Set(Array.from(train, (row) => groups[row]));
    expect(Array.from(test, (row) => groups[row]).filter((group) => learned.has(group))).toEqual([]);
  }
  expect(() => imageExamples(dataset, { groups: ["x"] })).toThrow("photos: 20 images but 1 groups");
});
