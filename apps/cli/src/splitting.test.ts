import { existsSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { cloudsCsv, Files, halvesAsPictures, mebae } from "./testing/run.js";

const files = new Files();
afterAll(() => files.remove());

const clouds = files.write("clouds.csv", cloudsCsv());
const rare = files.write("rare.csv", `${cloudsCsv()}1,2,red,ash\n`);
const constant = files.write("constant.csv", "a,t\n1,7.5\n2,7.5\n3,7.5\n4,7.5\n5,7.5\n6,7.5\n");
const late = files.write("late.csv", "day,a,t\n1,1,7\n2,2,7\n3,3,7\n4,4,7\n5,5,7\n6,6,9\n");
const pictures = files.folderOf("photos", {
  ...halvesAsPictures(6),
  "middle/9.png": halvesAsPictures(1)["upper/1.png"]!,
});

const single =
  /^mebae: .*rare\.csv, row 62, column "kind": the class "ash" has this row alone, .*; add others of its class/;
const every =
  /^mebae: .*constant\.csv, column "t": expected different numbers to predict, found 7\.5 in every row$/;
const regression = ["--target", "t", "--task", "regression"];

/** What is asked, and what must be said of it: file, column and option, and nobody's function. */
const cases: [string, string[], RegExp][] = [
  ["a class of one row", ["train", rare, "--target", "kind"], single],
  ["the same in folds", ["train", rare, "--target", "kind", "--folds", "3"], single],
  ["the same, compared", ["compare", rare, "--target", "kind"], single],
  ["the same, in a learning curve", ["learning-curve", rare, "--target", "kind"], single],
  [
    "a class of one picture",
    ["train", pictures],
    /^mebae: .*photos, image middle\/9\.png: the class "middle" has this image alone/,
  ],
  [
    "more folds than rows",
    ["train", clouds, "--target", "kind", "--folds", "100"],
    /^mebae: .*clouds\.csv: --folds: expected from 2 folds to as many as there are examples \(60\), got 100$/,
  ],
  [
    "more folds than groups",
    ["compare", clouds, "--target", "kind", "--folds", "5", "--group", "colour"],
    /^mebae: .*clouds\.csv, column "colour": --folds: expected .* groups \(2\), got 5$/,
  ],
  [
    "more folds than times",
    ["train", late, ...regression, "--folds", "9", "--time", "day"],
    /^mebae: .*late\.csv, column "day": --folds: expected .* steps in time \(5\), got 9$/,
  ],
  [
    "more folds than groups of pictures",
    ["train", files.folderOf("pairs", halvesAsPictures(6)), "--folds", "5", "--group-size", "2"],
    /^mebae: .*pairs, --group-size: --folds: expected .* groups \(\d\), got 5$/,
  ],
  ["numbers that are all the same", ["train", constant, ...regression], every],
  ["the same beside a test file", ["train", constant, ...regression, "--test", constant], every],
  ["the same, compared", ["compare", constant, ...regression, "--folds", "2"], every],
  [
    "numbers that are the same where they are learned from",
    ["train", late, ...regression, "--time", "day"],
    /^mebae: .*late\.csv, column "t": expected different numbers to predict, found 7 in every row that is learned from$/,
  ],
  [
    "numbers that are the same in a fold",
    ["train", late, ...regression, "--time", "day", "--folds", "2"],
    /^mebae: .*late\.csv, column "t": expected .* found 7 in every row that fold 1 learns from$/,
  ],
];

describe("what can't be split or learned is told by file, column and option", () => {
  test.each(cases)("%s", async (name, argv, sentence) => {
    const out = files.path(`out of ${name}`);
    const ran = await mebae([...argv, "--out", out]);
    expect(ran.stderr.trimEnd()).toMatch(sentence);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ran.code).toBe(2);
    expect(existsSync(out)).toBe(false);
  });
});

test("sizes that a learning curve can't have are told by the file", async () => {
  const argv = ["learning-curve", clouds, "--target", "kind", "--method", "majority-class"];
  const ran = await mebae([...argv, "--sizes", "10,20,40,900", "--out", files.path("curve")]);
  expect(ran.stderr).toMatch(
    /^mebae: .*clouds\.csv: the size 900 exceeds the 48 examples that there are to learn from\n$/,
  );
  expect(ran.code).toBe(2);
});
