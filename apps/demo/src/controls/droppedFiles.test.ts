import { expect, test } from "vitest";
import { chosenFiles, droppedFiles } from "./droppedFiles.js";

const fileEntry = (name: string, failure?: Error) => ({
  ...{ name, isFile: true, isDirectory: false },
  file: (take: (file: File) => void, fail: (error: Error) => void) =>
    failure ? fail(failure) : take(new File([], name)),
});

/** A folder whose reader gives two entries at a time, and then `failure` or nothing. */
function folderEntry(name: string, entries: readonly { name: string }[], failure?: Error) {
  const createReader = () => {
    const left = [...entries];
    return {
      readEntries: (take: (entries: { name: string }[]) => void, fail: (error: Error) => void) =>
        left.length === 0 && failure ? fail(failure) : take(left.splice(0, 2)),
    };
  };
  return { name, isFile: false, isDirectory: true, createReader };
}

/** A drop as a browser tells of it. */
const dropOf = (...entries: { name: string }[]) =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: entries.map(({ name }) => new File([], name)),
  }) as unknown as DataTransfer;

const gone = new DOMException("typically due to permission problems", "NotReadableError");
const pathsOf = async (transfer: DataTransfer) => (await droppedFiles(transfer)).map(({ path }) => path);
const cats = folderEntry(
  "cats",
  ["1.png", "2.png", "3.png", ".DS_Store"].map((name) => fileEntry(name)),
);

test("all that lies in folders, with its path, and nothing of what file managers leave there", async () => {
  expect(await pathsOf(dropOf(folderEntry("photos", [cats, folderEntry(".thumbnails", [])])))).toEqual([
    "photos/cats/1.png",
    "photos/cats/2.png",
    "photos/cats/3.png",
  ]);
  expect(await pathsOf(dropOf(fileEntry("a.csv")))).toEqual(["a.csv"]);
});

test.each([
  [
    "a folder that can't be read",
    folderEntry("photos", [], gone),
    { kind: "unreadableFolder", path: "photos" },
  ],
  [
    "one that ends half-way, within another",
    folderEntry("photos", [cats, folderEntry("dogs", [fileEntry("1.png")], gone)]),
    { kind: "unreadableFolder", path: "photos/dogs" },
  ],
  [
    "a file in it",
    folderEntry("photos", [fileEntry("1.png", gone)]),
    { kind: "unreadableFile", path: "photos/1.png" },
  ],
])("%s is named, with the browser's word for why", async (_, entry, why) => {
  const refused = droppedFiles(dropOf(fileEntry("a.png"), entry));
  await expect(refused).rejects.toMatchObject({ why: { ...why, name: "NotReadableError" } });
});

test("folders with nothing in them are named, and so is what holds no file", async () => {
  const refusals = [
    [dropOf(folderEntry("none", [])), { kind: "empty", path: "none" }],
    [dropOf(folderEntry("photos", [cats, folderEntry("dogs", [])])), { kind: "empty", path: "photos/dogs" }],
    [dropOf(folderEntry("left", [fileEntry("Thumbs.db")])), { kind: "hidden", path: "left" }],
    [
      { items: [{ webkitGetAsEntry: () => null }], files: [] } as unknown as DataTransfer,
      { kind: "nothing" },
    ],
  ] as const;
  for (const [transfer, why] of refusals) await expect(droppedFiles(transfer)).rejects.toMatchObject({ why });
});

test("of an input: a hidden file that was chosen by itself was meant", () => {
  const pathsChosen = (...names: string[]) =>
    chosenFiles(names.map((name) => new File([], name))).map(({ path }) => path);
  expect(pathsChosen("1.png", ".DS_Store", "2.png")).toEqual(["1.png", "2.png"]);
  expect(pathsChosen(".hidden.csv")).toEqual([".hidden.csv"]);
  const inFolder = Object.defineProperty(new File([], ".DS_Store"), "webkitRelativePath", {
    value: "left/.DS_Store",
  });
  expect(() => chosenFiles([inFolder])).toThrow(
    expect.objectContaining({ why: { kind: "hidden", path: "left" } }),
  );
});
