import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudsCsv, Files, halves, halvesAsPictures, idx, mebae } from "./testing/run.js";

const files = new Files();
const model = files.path("model");
const data = { csv: "", images: "", labels: "" };

beforeAll(async () => {
  const { images, labels } = halves(40);
  data.csv = files.write("clouds.csv", cloudsCsv());
  data.images = files.write("images.gz", images);
  data.labels = files.write("labels.gz", labels);
  const ran = await mebae(["train", data.csv, "--target", "kind", "--epochs", "2", "--out", model]);
  expect(ran).toMatchObject({ code: 0 });
});
afterAll(() => files.remove());

const lines = cloudsCsv().split("\n");
const changed = (line: number, text: string) => lines.with(line, text).join("\n");

/** What is wrong, the arguments, and what the sentence must say. */
const trainCases: [string, () => string[], RegExp][] = [
  ["no such file", () => [files.path("none.csv"), "--target", "kind"], /none\.csv: there is no such file/],
  [
    "a truncated gzip",
    () => [files.write("cut.gz", halves(40).images.subarray(0, 60)), "--labels", data.labels],
    /cut\.gz: .*(truncated|ends)/,
  ],
  [
    "a wrong magic number",
    () => [
      files.write("magic.gz", idx([40, 8, 8], new Uint8Array(2560), 0x12345678)),
      "--labels",
      data.labels,
    ],
    /magic\.gz: .*begins with 12 34 56 78/,
  ],
  [
    "labels and images of different counts",
    () => [data.images, "--labels", files.write("few.gz", halves(30).labels)],
    /few\.gz: 30 labels for the 40 images/,
  ],
  ["images without labels", () => [data.images], /images\.gz: expected --labels/],
  ["an empty CSV", () => [files.write("empty.csv", ""), "--target", "kind"], /empty\.csv: the file is empty/],
  [
    "a CSV with a header alone",
    () => [files.write("head.csv", `${lines[0]}\n`), "--target", "kind"],
    /head\.csv: /,
  ],
  [
    "a broken line of JSON",
    () => [files.write("broken.jsonl", '{"a":1,"kind":"oak"}\n{"a":2,\n'), "--target", "kind"],
    /broken\.jsonl, row 2: expected a JSON object, found "\{"a":2,"/,
  ],
  [
    "a nested value in JSON",
    () => [files.write("nested.jsonl", '{"a":1,"kind":"oak"}\n{"a":[2],"kind":"elm"}\n'), "--target", "kind"],
    /nested\.jsonl, row 2, column "a": .*found a list of 1/,
  ],
  [
    "a truncated Parquet file",
    () => [files.write("cut.parquet", "PAR1...."), "--target", "kind"],
    /cut\.parquet: the Parquet data is truncated or damaged/,
  ],
  [
    "a wrong query",
    () => [data.csv, "--target", "kind", "--query", "select x from data"],
    /clouds\.csv: the query fails: Binder Error: .*"x"/,
  ],
  [
    "a ragged row",
    () => [files.write("ragged.csv", changed(7, "1,2,red")), "--target", "kind"],
    /ragged\.csv, row 8.*4.*3/,
  ],
  [
    "text in a numeric column",
    () => [files.write("text.csv", changed(9, "soft,1,red,oak")), "--target", "kind"],
    /text\.csv, row 10, column "a": expected a number.*found "soft"; correct it, or leave the cell empty/,
  ],
  [
    "an infinity in the data",
    () => [files.write("inf.csv", changed(4, "Infinity,1,red,oak")), "--target", "kind"],
    /inf\.csv, row 5, column "a": .*finite.*Infinity/,
  ],
  [
    "a missing target column",
    () => [data.csv, "--target", "species"],
    /column "species": the column is missing; there are "a", "b", "colour", "kind"/,
  ],
  ["no target", () => [data.csv], /expected --target .*"kind"/],
  [
    "a target with a gap",
    () => [files.write("gap.csv", changed(3, "1,2,red,")), "--target", "kind"],
    /gap\.csv, row 4, column "kind": expected a value/,
  ],
  [
    "folds and a test file",
    () => [data.csv, "--target", "kind", "--folds", "3", "--test", data.csv],
    /--folds and --test exclude/,
  ],
  ["more folds than examples", () => [data.csv, "--target", "kind", "--folds", "100"], /100/],
  [
    "a test file of another kind",
    () => [data.csv, "--target", "kind", "--test", data.images],
    /images\.gz: expected a CSV/,
  ],
  [
    "a test class that training hasn't",
    () => [data.csv, "--target", "kind", "--test", files.write("ash.csv", changed(5, "1,2,red,ash"))],
    /ash\.csv, row 6, column "kind": .*"elm", "oak", found "ash"/,
  ],
  [
    "a network of another width",
    () => [
      data.csv,
      "--target",
      "kind",
      "--model",
      files.write("net.json", JSON.stringify({ type: "Affine", inputs: 9, outputs: 2 })),
    ],
    /net\.json: /,
  ],
  [
    "a network that is no JSON",
    () => [data.csv, "--target", "kind", "--model", files.write("broken.json", "{")],
    /broken\.json: expected JSON/,
  ],
  ["no such folder", () => [`${files.path("none")}/`], /none\/: there is no such file/],
  [
    "an empty folder",
    () => [files.folderOf("bare", { ".hidden": "" })],
    /bare: expected PNG, JPEG or WebP pictures, found none/,
  ],
  [
    "text among pictures",
    () => [files.folderOf("mixed", { ...halvesAsPictures(4), "upper/notes.txt": "notes" })],
    /mixed\/upper\/notes\.txt: expected a PNG, JPEG or WebP picture, but it is text/,
  ],
  [
    "a truncated picture",
    () => [
      files.folderOf("cut", {
        ...halvesAsPictures(4),
        "upper/9.png": halvesAsPictures(1)["upper/1.png"]!.subarray(0, 60),
      }),
    ],
    /cut\/upper\/9\.png: the PNG picture can't be read: it is truncated/,
  ],
  [
    "a picture beside the classes",
    () => [
      files.folderOf("beside", { ...halvesAsPictures(4), "9.png": halvesAsPictures(1)["upper/1.png"]! }),
    ],
    /beside\/9\.png: expected every file in the folder of its class/,
  ],
  [
    "nested folders",
    () => [files.folderOf("nested", { "upper/old/9.png": halvesAsPictures(1)["upper/1.png"]! })],
    /nested\/upper\/old\/9\.png: expected pictures directly in the folders of their classes/,
  ],
  [
    "pictures without classes",
    () => [files.folderOf("flat", { "9.png": halvesAsPictures(1)["upper/1.png"]! })],
    /flat: expected a folder of pictures for each class/,
  ],
  [
    "one class of pictures",
    () => [files.folderOf("single", { "upper/9.png": halvesAsPictures(1)["upper/1.png"]! })],
    /single: expected images of two classes or more, found "upper" only/,
  ],
  [
    "a test folder of another class",
    () => [
      files.folderOf("two", halvesAsPictures(20)),
      "--test",
      files.folderOf("third", { "middle/9.png": halvesAsPictures(1)["upper/1.png"]! }),
    ],
    /third\/middle: expected a folder for one of the classes "lower", "upper", found "middle"/,
  ],
  [
    "a test folder without classes",
    () => [
      files.folderOf("two2", halvesAsPictures(20)),
      "--test",
      files.folderOf("flat2", { "9.png": halvesAsPictures(1)["upper/1.png"]! }),
    ],
    /flat2: expected a folder of pictures for each class/,
  ],
  [
    "--labels beside a folder",
    () => [files.folderOf("two3", halvesAsPictures(4)), "--labels", data.labels],
    /two3: --labels and --query go with a file/,
  ],
  [
    "--target beside a folder",
    () => [files.folderOf("two4", halvesAsPictures(4)), "--target", "kind"],
    /two4: --target, --group and --time name columns of a table; these are images/,
  ],
  [
    "a damaged .npz",
    () => [files.write("cut.npz", "PK\x03\x04..."), "--target", "y"],
    /cut\.npz: the zip archive is truncated, damaged or encrypted/,
  ],
  [
    "a damaged .npy",
    () => [files.write("cut.npy", Buffer.from("\x93NUMPY\x01\0\x76\0{", "latin1")), "--target", "y"],
    /cut\.npy: the header of the \.npy file is truncated/,
  ],
];

describe("mebae train refuses", () => {
  test.each(trainCases)("%s", async (_, argv, sentence) => {
    const out = files.path(`refused-${sentence}`.replaceAll(/\W+/g, "-"));
    const ran = await mebae(["train", ...argv(), "--out", out]);
    expect(ran.stderr).toMatch(sentence);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ran.stderr).not.toMatch(/\n\s+at /);
    expect(ran).toMatchObject({ code: 2, stdout: expect.not.stringMatching(/Accuracy/) });
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ["a file in its place", () => files.write("taken", "x")],
    ["a folder below /proc", () => "/proc/mebae"],
  ])("an output folder that can't be written to: %s", async (_, out) => {
    const ran = await mebae(["train", data.csv, "--target", "kind", "--out", out()]);
    expect(ran.stderr).toMatch(/the folder can't be written to/);
    expect(ran.code).toBe(2);
  });

  test.each([
    [["--epochs", "0"]],
    [["--folds", "1"]],
    [["--learning-rate", "fast"]],
    [["--nonsense"]],
    [["--seed", "-1"]],
    [["--threads", "0"]],
    [["--threads", "65"]],
    [["--threads", "two"]],
  ])("wrong usage: %j", async (argv) => {
    const ran = await mebae(["train", data.csv, "--target", "kind", ...argv]);
    expect(ran.stderr).toContain(argv[0]);
    expect(ran.code).toBe(2);
  });
});

/** The same for a fit of the column "a", of numbers that are not all positive. */
const fitCases: [string, () => string[], RegExp][] = [
  ["no such file", () => [files.path("none.csv"), "--column", "a"], /none\.csv: there is no such file/],
  ["images", () => [data.images, "--column", "a"], /images\.gz: expected a CSV.*found images/],
  ["no column", () => [data.csv], /clouds\.csv: expected --column .* one of "a", "b", "colour", "kind"/],
  ["a column that isn't there", () => [data.csv, "--column", "c"], /column "c": .*there are "a", "b"/],
  [
    "text",
    () => [data.csv, "--column", "colour"],
    /clouds\.csv, row 2, column "colour": expected a number.*"blue"/,
  ],
  [
    "gaps alone",
    () => [files.write("gaps.csv", "a,b\n,1\n,2\n"), "--column", "a"],
    /gaps\.csv, column "a": expected numbers, found none in 2 rows/,
  ],
  [
    "a single value",
    () => [files.write("one.csv", "a\n5.5\n"), "--column", "a"],
    /one\.csv, column "a": 1 value is too few to choose a distribution by AICc; name one with --distribution/,
  ],
  ["two values", () => [files.write("pair.csv", "a\n5\n6\n"), "--column", "a"], /"a": 2 values are too few/],
  [
    "an unknown family",
    () => [data.csv, "--column", "a", "--distribution", "log normel"],
    /there is no "log normel"; did you mean LogNormal\? There are .*Weibull/,
  ],
  [
    "a value that the family doesn't take",
    () => [files.write("minus.csv", "a,b\n1,1\n,1\n-2,1\n"), "--column", "a", "--distribution", "weibull"],
    /minus\.csv, row 4, column "a": expected a number above 0 to fit Weibull, found -2/,
  ],
  [
    "a negative weight",
    () => [files.write("weight.csv", "a,w\n1,1\n2,-1\n"), "--column", "a", "--weights", "w"],
    /weight\.csv, row 3, column "w": expected a weight of at least 0, found -1/,
  ],
  [
    "weights of 0 alone",
    () => [files.write("light.csv", "a,w\n1,0\n2,0\n"), "--column", "a", "--weights", "w"],
    /light\.csv, column "w": expected weights above 0/,
  ],
  [
    "a censoring that is none",
    () => [files.write("side.csv", "a,s\n1,none\n2,both\n"), "--column", "a", "--censored", "s"],
    /side\.csv, row 3, column "s": expected none, left or right, found "both"/,
  ],
  [
    "a value outside of the truncation",
    () => [files.write("cut.csv", "a\n5\n2\n7\n"), "--column", "a", "--truncation", "3,"],
    /cut\.csv, row 3, column "a": expected a value within the truncation, above 3 .*found 2/,
  ],
  [
    "an unknown parameter",
    () => [data.csv, "--column", "a", "--distribution", "normal", "--fix", "sigma=1"],
    /no parameter "sigma" to fix; expected mean, standardDeviation/,
  ],
  [
    "a missing given parameter",
    () => [files.write("won.csv", "a\n1\n2\n"), "--column", "a", "--distribution", "binomial"],
    /expected --fix trials=NUMBER/,
  ],
  [
    "two families",
    () => [data.csv, "--column", "a", "--distribution", "normal", "--auto"],
    /exclude each other/,
  ],
  [
    "a parameter of no family",
    () => [data.csv, "--column", "a", "--fix", "mean=1", "--auto"],
    /--fix: expected --distribution/,
  ],
  [
    "a ranking of one",
    () => [data.csv, "--column", "a", "--distribution", "normal", "--by", "bic"],
    /--by bic .*--auto/,
  ],
];

describe("mebae fit refuses", () => {
  test.each(fitCases)("%s", async (_, argv, sentence) => {
    const out = files.path(`unfit-${sentence}`.replaceAll(/\W+/g, "-"));
    const given = argv();
    const family = ["--distribution", "--auto", "--fix"].some((option) => given.includes(option))
      ? []
      : ["--auto"];
    const ran = await mebae(["fit", ...given, ...family, "--out", out]);
    expect(ran.stderr).toMatch(sentence);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ran).toMatchObject({ code: 2, stdout: expect.not.stringMatching(/log-likelihood/) });
    expect(existsSync(`${out}/report.html`)).toBe(false);
  });

  test.each([
    [["--level", "95"]],
    [["--fix", "mean"]],
    [["--truncation", "3"]],
    [["--truncation", ","]],
    [["--truncation", "3,1"]],
    [["--resamples", "0"]],
    [["--intervals", "exact"]],
    [["--by", "p"]],
  ])("wrong usage: %j", async (argv) => {
    const ran = await mebae(["fit", data.csv, "--column", "a", "--distribution", "normal", ...argv]);
    expect(ran.stderr).toContain(argv[0]);
    expect(ran.code).toBe(2);
  });
});

/** Of `mebae compare` and `mebae learning-curve`, which both learn again and again. */
const learningCases: [string, () => string[], RegExp][] = [
  ["compare, no such file", () => ["compare", files.path("none.csv")], /none\.csv: there is no such file/],
  ["compare, no target", () => ["compare", data.csv], /expected --target .*"kind"/],
  ["compare, images without labels", () => ["compare", data.images], /images\.gz: expected --labels/],
  [
    "compare, a method that isn't there",
    () => ["compare", data.csv, "--target", "kind", "--methods", "naive-bayes,ridge-regression"],
    /--methods: expected some of .*logistic-regression.*found "ridge-regression"/,
  ],
  [
    "compare, a method twice",
    () => ["compare", data.csv, "--target", "kind", "--methods", "naive-bayes,Naive Bayes"],
    /--methods: "naive-bayes" is named twice/,
  ],
  [
    "compare, an empty method",
    () => ["compare", data.csv, "--target", "kind", "--methods", "naive-bayes,"],
    /--methods: .*found an empty name/,
  ],
  [
    "compare, more folds than examples",
    () => ["compare", data.csv, "--target", "kind", "--folds", "100"],
    /100/,
  ],
  [
    "compare, groups and times",
    () => ["compare", data.csv, "--target", "kind", "--group", "colour", "--time", "a"],
    /--group and --time exclude each other/,
  ],
  [
    "learning-curve, a method that isn't there",
    () => ["learning-curve", data.csv, "--target", "kind", "--method", "gpt"],
    /--method: expected network or one of .*random-forest.*found "gpt"/,
  ],
  [
    "learning-curve, sizes beyond the data",
    () => ["learning-curve", data.csv, "--target", "kind", "--sizes", "10,20,40,900"],
    /900/,
  ],
];

describe("mebae compare and learning-curve refuse", () => {
  test.each(learningCases)("%s", async (_, argv, sentence) => {
    const out = files.path(`uncompared-${sentence}`.replaceAll(/\W+/g, "-"));
    const ran = await mebae([...argv(), "--out", out]);
    expect(ran.stderr).toMatch(sentence);
    expect(ran.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(ran).toMatchObject({ code: 2, stdout: expect.not.stringMatching(/accuracy/) });
    expect(existsSync(`${out}/report.html`)).toBe(false);
  });

  test.each([
    [["compare", "--folds", "1"]],
    [["compare", "--repeats", "0"]],
    [["compare", "--budget", "soon"]],
    [["learning-curve", "--sizes", "10,20"]],
    [["learning-curve", "--sizes", "10,20,15,40"]],
    [["learning-curve", "--goal", "95"]],
  ])("wrong usage: %j", async ([command, ...argv]) => {
    const ran = await mebae([command!, data.csv, "--target", "kind", ...argv]);
    expect(ran.stderr).toContain(argv[0]);
    expect(ran.code).toBe(2);
  });

  test("a folder that can't be written to", async () => {
    const ran = await mebae(["compare", data.csv, "--target", "kind", "--out", "/proc/mebae"]);
    expect(ran).toMatchObject({ code: 2, stderr: expect.stringMatching(/the folder can't be written to/) });
  });
});

describe("a kept model refuses", () => {
  test("columns that are missing, and classes that it doesn't know", async () => {
    const short = files.write("short.csv", "a,colour\n1,red\n");
    expect(await mebae(["predict", model, short])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/short\.csv, column "b": the column is missing/),
    });
    const ash = files.write("ash2.csv", changed(5, "1,2,red,ash"));
    expect(await mebae(["evaluate", model, ash])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/row 6, column "kind".*found "ash"/),
    });
  });

  test("images in place of a table", async () => {
    expect(await mebae(["predict", model, data.images])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/expected a CSV/),
    });
  });

  test("a folder that is none", async () => {
    expect(await mebae(["predict", files.folder, data.csv])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/expected a model folder/),
    });
  });

  const weights = () => `${model}/weights.safetensors`;
  test.each([
    [
      "corrupted",
      (bytes: Buffer) => bytes.with(bytes.length - 3, bytes.at(-3)! ^ 255),
      /weights\.safetensors: the file was changed or damaged/,
    ],
    [
      "truncated",
      (bytes: Buffer) => bytes.subarray(0, bytes.length - 9),
      /weights\.safetensors: the file is truncated/,
    ],
    ["empty", () => new Uint8Array(0), /weights\.safetensors: /],
  ] as [string, (bytes: Buffer) => Uint8Array, RegExp][])("%s weights", async (_, damage, sentence) => {
    const good = readFileSync(weights());
    try {
      writeFileSync(weights(), damage(good));
      expect(await mebae(["predict", model, data.csv])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(sentence),
      });
    } finally {
      writeFileSync(weights(), good);
    }
  });

  test("weights of another architecture", async () => {
    const json = `${model}/model.json`;
    const good = readFileSync(json, "utf8");
    try {
      writeFileSync(
        json,
        good.replaceAll('"outputs": 128', '"outputs": 64').replaceAll('"inputs": 128', '"inputs": 64'),
      );
      expect(await mebae(["predict", model, data.csv])).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/weights\.safetensors.*layers\.0/),
      });
    } finally {
      writeFileSync(json, good);
    }
  });
});
