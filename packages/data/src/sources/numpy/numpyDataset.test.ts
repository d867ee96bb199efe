import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { fromBase64, numpyFixture } from "../../testing/numpyFixture.js";
import { type NumpyOptions, numpyDataset } from "./numpyDataset.js";
import { readNpz } from "./readNpz.js";

const archive = (name: string) => fromBase64(numpyFixture.archives[name]!);
const arrayOf = (name: string) => fromBase64(numpyFixture.arrays.find((array) => array.name === name)!.bytes);
const open = (name: string, options?: NumpyOptions) =>
  numpyDataset({ data: { name: "f.npz", bytes: archive(name) } }, options);

test.each(["stored", "deflated"])("images with their channels last, %s", (name) => {
  const { features, target, length } = open(name);
  expect(length).toBe(5);
  expect(features.shape).toEqual([3, 5, 6]);
  // Element [n, h, w, c] of the file was (((n·5 + h)·6 + w)·3 + c) mod 256.
  for (const [n, c, h, w] of [
    [0, 0, 0, 0],
    [0, 2, 0, 0],
    [1, 1, 2, 5],
    [4, 2, 3, 5],
  ] as const)
    expect(features.data[((n * 3 + c) * 5 + h) * 6 + w]).toBe((((n * 5 + h) * 6 + w) * 3 + c) % 256);
  expect(features.data).toBeInstanceOf(Uint8Array);
  expect(target).toEqual({ kind: "classes", classes: ["0", "1", "2"], labels: Int32Array.of(0, 2, 1, 2, 0) });
});

test("targets: numbers, named classes, given classes, none", () => {
  expect(open("numbers").target).toEqual({
    kind: "numbers",
    names: ["y"],
    values: Float32Array.of(-1, -4 / 7, -1 / 7, 2 / 7, 5 / 7),
  });
  expect(open("names").target).toEqual({
    kind: "classes",
    classes: ["ash", "elm", "oak"],
    labels: Int32Array.of(2, 1, 2, 0, 1),
  });
  expect(open("names", { classes: ["elm", "oak", "ash"] }).target).toMatchObject({
    labels: Int32Array.of(1, 0, 1, 2, 0),
  });
  expect(open("prices", { task: "regression" }).target).toMatchObject({
    kind: "numbers",
    values: Float32Array.of(0, 5e5, 2.5e5, 5e5, 0),
  });
  expect(open("alone")).toMatchObject({ target: undefined, length: 5, features: { shape: [3] } });
  expect(open("others", { features: "a", target: "b" }).target).toMatchObject({ classes: ["0", "1", "2"] });
});

test("parts of one file, layouts, and two .npy files", () => {
  expect(open("parts", { part: "train" }).length).toBe(5);
  expect(open("parts", { part: "test" })).toMatchObject({
    length: 2,
    target: { labels: Int32Array.of(0, 2) },
  });
  expect(open("square", { layout: "channels-first" }).features.shape).toEqual([3, 4, 3]);
  expect(open("square", { layout: "channels-last" }).features.shape).toEqual([3, 3, 4]);
  const two = numpyDataset({
    data: { name: "x.npy", bytes: arrayOf("<u1") },
    labels: { name: "y.npy", bytes: arrayOf("big-endian texts") },
  });
  expect(two).toMatchObject({
    length: 2,
    features: { shape: [1, 3, 4] },
    target: { classes: ["cat", "dog"] },
  });
});

const zip = archive("stored");
const inside = (bytes: Uint8Array, text: string) => Buffer.from(bytes).indexOf(text);

test.each([
  [
    "no conventional names",
    () => open("others"),
    'f.npz: expected arrays called x and y, found "a" [5, 3], "b" [5]: say which array holds the features',
  ],
  ["parts, and none is said", () => open("parts"), /say which part: train, test$/],
  [
    "a name that isn't there",
    () => open("others", { features: "z" }),
    'f.npz: expected an array called "z", found "a" [5, 3], "b" [5]',
  ],
  [
    "channels that may stand at either end",
    () => open("square"),
    /f\.npz, x\.npy: images of shape \[5, 3, 4, 3\] may have their channels first or last/,
  ],
  [
    "more classes than examples",
    () => open("prices"),
    /f\.npz, y\.npy, row 2: expected a label from 0 to 255 .*: task "regression"\), found 500000/,
  ],
  [
    "a label outside the classes",
    () => open("stored", { classes: ["a", "b"] }),
    "f.npz, y.npy, row 2: expected a label from 0 to 1, found 2",
  ],
  [
    "a class that isn't known",
    () => open("names", { classes: ["oak", "elm"] }),
    'f.npz, y.npy, row 4: expected one of the classes "oak", "elm", found "ash"',
  ],
  [
    "numbers wanted of texts",
    () => open("names", { task: "regression" }),
    "f.npz, y.npy: expected numbers to predict, found texts",
  ],
  [
    "features that are texts",
    () => open("names", { features: "y", target: "X" }),
    "f.npz, y.npy: expected numbers as the features, found texts",
  ],
  [
    "features of one dimension",
    () => open("others", { features: "b" }),
    "f.npz, b.npy: expected features of 2 to 4 dimensions, examples first, found shape [5]",
  ],
  [
    "counts that differ",
    () =>
      numpyDataset({
        data: { name: "x.npy", bytes: arrayOf("<u1") },
        labels: { name: "y.npy", bytes: arrayOf("halves") },
      }),
    "y.npy: 12 labels for the 2 examples of x.npy",
  ],
  [
    "an infinite feature",
    () => numpyDataset({ data: { name: "x.npz", bytes: zipSync({ "x.npy": arrayOf("no values") }) } }),
    "expected examples, found shape [0, 3]",
  ],
])("refuses %s", (_, run, message) => {
  expect(run).toThrow(
    expect.objectContaining({
      code: "data",
      message:
        typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
    }),
  );
});

test.each([
  [
    "an archive cut in its middle",
    zip.subarray(0, 300),
    /f\.npz: the zip archive is truncated, damaged or encrypted/,
  ],
  [
    "an archive cut at its end",
    zip.subarray(0, zip.length - 5),
    /f\.npz: the zip archive is truncated, damaged or encrypted/,
  ],
  [
    "a flipped bit of a stored array",
    zip.with(inside(zip, "NUMPY") + 200, 255),
    /f\.npz: the zip archive is damaged: "x\.npy" doesn't have its checksum/,
  ],
  [
    "a flipped bit of a deflated array",
    archive("deflated").with(120, 99),
    /f\.npz: the zip archive is (damaged: "images\.npy"|truncated, damaged)/,
  ],
  ["no zip archive", Uint8Array.of(1, 2, 3), /f\.npz: the zip archive is truncated/],
  [
    "another file in it",
    zipSync({ "a/readme.txt": Uint8Array.of(1) }),
    /f\.npz: expected NumPy arrays in the zip archive, found "a\/readme\.txt"$/,
  ],
  [
    "an Excel workbook",
    zipSync({ "[Content_Types].xml": Uint8Array.of(1) }),
    /is it an Excel workbook\? Save it as CSV/,
  ],
  ["pictures", zipSync({ "cat/1.PNG": Uint8Array.of(1) }), /unpack pictures into a folder, and give that/],
  ["nothing in it", zipSync({}), /f\.npz: expected NumPy arrays in the zip archive, found none/],
  ["a damaged array", zipSync({ "x.npy": Uint8Array.of(1) }), /f\.npz, x\.npy: expected a \.npy file/],
])("readNpz refuses %s", (_, bytes, message) => {
  expect(() => readNpz(bytes, { file: "f.npz" })).toThrow(
    expect.objectContaining({ code: "data", message: expect.stringMatching(message) }),
  );
});
