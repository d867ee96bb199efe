import { readFileSync, rmSync, symlinkSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { classTarget } from "../dataset.js";
import { loadDataset } from "../node.js";
import { fromBase64, numpyFixture } from "../testing/numpyFixture.js";
import { PictureFolder, picture, plain } from "../testing/pictures.js";
import { sharedData } from "../testing/sharedData.js";
import { imageFolderParts, loadImageFolder } from "./loadImageFolder.js";
import { sharpDecoder } from "./sharpDecoder.js";

const red = [255, 0, 0];
const blue = [0, 0, 255];

test("one folder a class: natural order, formats by content, hidden files counted, all of it seen", async () => {
  using folder = new PictureFolder().write({
    "cat/10.JPG": await plain(8, 8, red, "jpeg"),
    "cat/9.Png": await plain(8, 8, red, "webp"),
    "cat/.DS_Store": "x",
    "cat/._9.png": "x",
    "bird10/a.png": await plain(8, 8, blue),
    "bird9/a.png": await plain(6, 8, blue),
    "bird9/Thumbs.db": "x",
    ".git/HEAD": "x",
  });
  const progress: string[] = [];
  const { dataset, seen } = await loadImageFolder(`${folder.path}/`, {
    onProgress: ({ stage, done, total }) => progress.push(`${stage} ${done}/${total}`),
  });
  expect(dataset.name).toBe(folder.path);
  expect(dataset.names).toEqual(["bird9/a.png", "bird10/a.png", "cat/9.Png", "cat/10.JPG"]);
  expect(dataset.target).toEqual({
    kind: "classes",
    classes: ["bird9", "bird10", "cat"],
    labels: Int32Array.of(0, 1, 2, 2),
  });
  expect(dataset.features.shape).toEqual([3, 8, 8]);
  expect(seen).toEqual({
    count: 4,
    formats: { png: 2, jpeg: 1, webp: 1 },
    width: [6, 8, 8],
    height: [8, 8, 8],
    colourful: 4,
    enlarged: 1,
    ignored: expect.arrayContaining(["cat/.DS_Store", "cat/._9.png", "bird9/Thumbs.db"]),
  });
  expect(seen.ignored).toHaveLength(4);
  expect(progress.slice(-1)).toEqual(["decode 4/4"]);
  expect(progress).toHaveLength(8);
  expect(dataset.subset([3, 0]).names).toEqual(["cat/10.JPG", "bird9/a.png"]);
});

test("grey, palettes, 16 bits and transparency become the same bytes", async () => {
  const grey = Uint8Array.of(0, 60, 120, 255);
  const rgb = Array.from(grey, (value) => [value, value, value]).flat();
  const wide = sharp(
    Uint16Array.from(grey, (value) => value * 257),
    { raw: { width: 2, height: 2, channels: 1 } },
  );
  using folder = new PictureFolder().write({
    "1-grey.png": await picture(2, 2, grey),
    "2-rgb.png": await picture(2, 2, rgb),
    "3-palette.png": await sharp(Uint8Array.from(rgb), { raw: { width: 2, height: 2, channels: 3 } })
      .png({ palette: true, colours: 4, dither: 0 })
      .toBuffer(),
    "4-wide.png": await wide.toColourspace("grey16").png().toBuffer(),
    "5-alpha.png": await picture(2, 2, [
      ...[0, 0, 0, 255],
      ...[60, 60, 60, 255],
      ...[0, 0, 0, 135],
      ...[9, 9, 9, 0],
    ]),
    "6-alpha.png": await picture(2, 2, [...[0, 255], ...[60, 255], ...[0, 135], ...[9, 0]]),
    "7-lossless.webp": await picture(2, 2, rgb, "webp"),
  });
  const { dataset } = await loadImageFolder(folder.path);
  expect(dataset.target).toBeUndefined();
  expect(dataset.features.shape).toEqual([1, 2, 2]);
  for (let i = 0; i < 7; i++)
    expect([...dataset.features.data.subarray(4 * i, 4 * i + 4)], dataset.names![i]).toEqual([...grey]);
  const colours = await loadImageFolder(folder.path, { channels: 3, background: 9 });
  expect(colours.dataset.features.shape).toEqual([3, 2, 2]);
  expect([...colours.dataset.features.data.subarray(4 * 12, 5 * 12)]).toEqual([
    0, 60, 4, 9, 0, 60, 4, 9, 0, 60, 4, 9,
  ]);
});

test("a JPEG of four inks becomes red, green and blue", async () => {
  const image = sharp(await plain(8, 8, [200, 30, 40])).toColourspace("cmyk");
  using folder = new PictureFolder().write({ "1.jpg": await image.jpeg({ quality: 100 }).toBuffer() });
  const { features } = (await loadImageFolder(folder.path)).dataset;
  expect(features.shape).toEqual([3, 8, 8]);
  const [red, green, blue] = [0, 64, 128].map((at) => features.data[at]!) as [number, number, number];
  expect(red).toBeGreaterThan(150);
  expect(Math.max(green, blue)).toBeLessThan(90);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("EXIF orientation %i is applied", async (orientation) => {
  // Bright at the upper left of the picture as it is shown, dark at the lower right.
  const shown = sharp(
    Uint8Array.from({ length: 32 * 16 }, (_, i) => (i % 32 < 16 ? 150 : 0) + (i < 256 ? 100 : 0)),
    {
      raw: { width: 32, height: 16, channels: 1 },
    },
  );
  const png = await shown.png().toBuffer();
  // How the stored picture is made of the shown one: turned by so many degrees, then mirrored.
  const [degrees, mirror] = (
    [
      [0, ""],
      [0, "flop"],
      [180, ""],
      [0, "flip"],
      [90, "flop"],
      [270, ""],
      [270, "flop"],
      [90, ""],
    ] as const
  )[orientation - 1]!;
  const turned = sharp(await sharp(png).rotate(degrees).toBuffer());
  const stored = await (mirror === "" ? turned : turned[mirror]()).toBuffer();
  const jpeg = await sharp(stored).jpeg({ quality: 100 }).withMetadata({ orientation }).toBuffer();
  using folder = new PictureFolder().write({ "a.jpg": jpeg });
  const { dataset, seen } = await loadImageFolder(folder.path);
  expect(seen).toMatchObject({ width: [32, 32, 32], height: [16, 16, 16] });
  const { data } = dataset.features;
  const corners = [data[0]!, data[31]!, data[15 * 32]!, data[15 * 32 + 31]!];
  [250, 100, 150, 0].forEach((expected, i) => expect(Math.abs(corners[i]! - expected)).toBeLessThan(4));
});

test("the size is the median of the pictures, and cover, contain and stretch fill it", async () => {
  using folder = new PictureFolder().write({
    "a/1.png": await picture(4, 2, [0, 100, 200, 250, 0, 100, 200, 250]),
    "a/2.png": await plain(2, 2, [7]),
    "a/3.png": await plain(2, 2, [7]),
  });
  const first = async (options: Parameters<typeof loadImageFolder>[1]) => {
    const { features } = (await loadImageFolder(folder.path, options)).dataset;
    const size = features.shape[1]! * features.shape[2]!;
    return { shape: features.shape, pixels: [...features.data.subarray(0, size)] };
  };
  expect(await first({})).toEqual({ shape: [1, 2, 2], pixels: [100, 200, 100, 200] });
  expect(await first({ size: 4, fit: "contain", background: 1 })).toEqual({
    shape: [1, 4, 4],
    pixels: [1, 1, 1, 1, 0, 100, 200, 250, 0, 100, 200, 250, 1, 1, 1, 1],
  });
  const stretched = (await first({ size: [1, 2], fit: "stretch" })).pixels;
  // A triangle two pixels wide: (0·3 + 100·3 + 200·1)/7 and its mirror.
  expect(stretched).toEqual([Math.round(500 / 7), Math.round((100 + 600 + 750) / 7)]);

  using large = new PictureFolder().write({
    "1.png": await plain(640, 427, red),
    "2.png": await plain(640, 427, red),
  });
  expect((await loadImageFolder(large.path)).dataset.features.shape).toEqual([3, 32, 48]);
});

test("a folder of parts: the caller says which", async () => {
  using folder = new PictureFolder().write({
    "train/a/1.png": await plain(2, 2, red),
    "train/b/1.png": await plain(2, 2, red),
    "test/b/7.png": await plain(2, 2, red),
    "README.txt": "of pictures",
  });
  expect(await imageFolderParts(folder.path)).toEqual(["test", "train"]);
  expect(await imageFolderParts(`${folder.path}/train`)).toEqual([]);
  const train = await loadImageFolder(folder.path, { part: "train" });
  expect(train.dataset).toMatchObject({ name: `${folder.path}/train`, names: ["a/1.png", "b/1.png"] });
  const { classes } = classTarget(train.dataset);
  const test = await loadImageFolder(folder.path, { part: "test", classes, size: 2, channels: 3 });
  expect(test.dataset.target).toMatchObject({ labels: Int32Array.of(1), classes: ["a", "b"] });
  await expect(loadImageFolder(folder.path)).rejects.toThrow(
    `${folder.path}: expected a folder for each class, found the parts "test", "train": say which one, or give ${folder.path}/test`,
  );
  await expect(loadImageFolder(folder.path, { part: "valid" })).rejects.toThrow(
    'expected a part called "valid", found "test", "train"',
  );
  await expect(loadImageFolder(`${folder.path}/test`, { classes: ["a", "c"] })).rejects.toThrow(
    `${folder.path}/test/b: expected a folder for one of the classes "a", "c", found "b"`,
  );
});

const noise = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * i * 7919) % 251);
const damaged: [string, () => Promise<Record<string, Uint8Array | string>>, RegExp][] = [
  [
    "text",
    async () => ({ "a/notes.txt": "notes" }),
    /a\/notes\.txt: expected a PNG, JPEG or WebP picture, but it is text$/,
  ],
  ["an empty file", async () => ({ "a/0.png": "" }), /a\/0\.png: the file is empty/],
  ["a GIF", async () => ({ "a/1.png": "GIF89a" }), /a\/1\.png: .*but it is a GIF picture/],
  ["a HEIC", async () => ({ "a/1.jpg": "\0\0\0\x18ftypheic" }), /a\/1\.jpg: .*but it is a HEIC picture/],
  [
    "anything",
    async () => ({ "a/1.jpg": Uint8Array.of(1, 2, 3, 4) }),
    /a\/1\.jpg: .*but it begins with 01 02 03 04/,
  ],
  ...(["png", "jpeg", "webp"] as const).flatMap((format): typeof damaged => [
    [
      `a truncated ${format}`,
      async () => ({ [`a/1.${format}`]: (await picture(64, 64, noise, format)).slice(0, -100) }),
      new RegExp(
        `a/1\\.${format}: the ${{ png: "PNG", jpeg: "JPEG", webp: "WebP" }[format]} picture can't be read: it is truncated`,
      ),
    ],
    [
      `a ${format} of its first bytes`,
      async () => ({ [`a/1.${format}`]: (await picture(64, 64, noise, format)).slice(0, 14) }),
      new RegExp(
        `a/1\\.${format}: the ${{ png: "PNG", jpeg: "JPEG", webp: "WebP" }[format]} picture can't be read: it is truncated`,
      ),
    ],
  ]),
  [
    "a WebP that ends between its parts",
    async () => {
      const webp = await picture(64, 64, noise, "webp");
      new DataView(webp.buffer).setUint32(4, webp.length + 100, true);
      return { "a/1.webp": webp };
    },
    /a\/1\.webp: the WebP picture can't be read: it is truncated/,
  ],
  [
    "a PNG with a flipped bit",
    async () => ({
      "a/1.png": (await picture(64, 64, noise)).map((byte, i) => (i === 500 ? byte ^ 1 : byte)),
    }),
    /a\/1\.png: the PNG picture can't be read: the checksum of its part IDAT is wrong/,
  ],
  [
    "a WebP with damaged pixels",
    async () => ({ "a/1.webp": (await picture(64, 64, noise, "webp")).fill(255, 30, 200) }),
    /a\/1\.webp: the picture is damaged and can't be decoded \(/,
  ],
  [
    "two bad files",
    async () => ({ "a/1.png": "x", "b/2.png": "y" }),
    /a\/1\.png: .*it is text; .*b\/2\.png is refused, too$/,
  ],
  [
    "three bad files",
    async () => ({ "a/1.png": "x", "b/2.png": "y", "b/3.png": "y" }),
    /a\/1\.png: .*it is text; 2 more, .*b\/2\.png among them, are refused, too$/,
  ],
  [
    "nested folders",
    async () => ({ "a/old/1.png": await plain(1, 1, red) }),
    /a\/old\/1\.png: expected pictures directly in the folders of their classes, found the folder "old" within "a"/,
  ],
  [
    "a file beside the classes",
    async () => ({ "a/1.png": await plain(1, 1, red), "2.png": await plain(1, 1, red) }),
    /2\.png: expected every file in the folder of its class, found this one beside the folder "a"/,
  ],
  [
    "hidden files alone",
    async () => ({ ".DS_Store": "x" }),
    /expected PNG, JPEG or WebP pictures, found none \(beside 1 hidden/,
  ],
];

test.each(damaged)("%s: refused by name", async (_, files, message) => {
  using folder = new PictureFolder().write(await files());
  await expect(loadImageFolder(folder.path)).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(message),
    details: { file: expect.stringContaining(folder.path) },
  });
});

test("folders: empty ones, missing ones, files, deep ones and links", async () => {
  using folder = new PictureFolder().write({ "a/1.png": await plain(1, 1, red) }).directory("dog");
  await expect(loadImageFolder(folder.path)).rejects.toThrow(
    `${folder.path}/dog: the folder of the class "dog" holds no pictures`,
  );
  expect((await loadImageFolder(folder.path, { classes: ["a", "dog"] })).dataset.length).toBe(1);
  await expect(loadImageFolder(`${folder.path}/none`)).rejects.toThrow(/none: there is no such folder/);
  await expect(loadImageFolder(`${folder.path}/a/1.png`)).rejects.toThrow(
    /1\.png: expected a folder, found a file/,
  );
  await expect(loadImageFolder(`${folder.path}/dog`)).rejects.toThrow(
    /dog: expected PNG, JPEG or WebP pictures, found none$/,
  );
  symlinkSync("..", `${folder.path}/a/up`);
  await expect(loadImageFolder(folder.path)).rejects.toThrow(/found the folder "up" within "a"/);
  symlinkSync("nowhere", `${folder.path}/a/broken`);
  await expect(loadImageFolder(folder.path)).rejects.toThrow(/a\/broken: there is no such file/);
});

test("an aborted reading ends with an AbortedError", async () => {
  using folder = new PictureFolder().write({
    "1.png": await plain(1, 1, red),
    "2.png": await plain(1, 1, red),
  });
  const controller = new AbortController();
  const reason = new Error("enough");
  const onProgress = () => controller.abort(reason);
  const reading = loadImageFolder(folder.path, { signal: controller.signal, onProgress });
  await expect(reading).rejects.toMatchObject({ code: "aborted", cause: reason });
});

test("loadDataset opens a folder of pictures, one picture, and a .npz by their paths", async () => {
  const npz = fromBase64(numpyFixture.archives["stored"]!);
  using folder = new PictureFolder().write({
    "a/1.png": await plain(3, 2, red),
    "b/1.png": await plain(3, 2, blue),
    "x.npz": npz,
  });
  await expect(loadDataset(folder.path)).rejects.toThrow(
    /x\.npz: expected every file in the folder of its class/,
  );
  const one = await loadDataset(`${folder.path}/a/1.png`, { images: { size: 4 } });
  expect(one).toMatchObject({
    source: "pictures",
    dataset: {
      name: `${folder.path}/a`,
      names: ["1.png"],
      target: undefined,
      features: { shape: [3, 4, 4] },
    },
    seen: { count: 1 },
  });
  expect(await loadDataset(`${folder.path}/x.npz`)).toMatchObject({
    source: "numpy",
    dataset: { length: 5 },
  });
  rmSync(`${folder.path}/x.npz`);
  const all = await loadDataset(folder.path, { classes: ["b", "a"] });
  expect(all).toMatchObject({
    source: "pictures",
    dataset: { names: ["b/1.png", "a/1.png"], target: { classes: ["b", "a"] } },
  });
});

test.each([
  [{ size: 0 }, "size"],
  [{ size: [3, 1.5] as const }, "size"],
  [{ channels: 2 as 3 }, "channels"],
  [{ background: 256 }, "background"],
])("wrong usage: %j", async (options, name) => {
  using folder = new PictureFolder().write({ "1.png": await plain(1, 1, red) });
  await expect(loadImageFolder(folder.path, options)).rejects.toMatchObject({
    code: "usage",
    message: expect.stringContaining(name),
  });
});

test("without sharp the error says how to install it", async () => {
  const missing = Object.assign(new Error("Cannot find package 'sharp'"), { code: "ERR_MODULE_NOT_FOUND" });
  await expect(sharpDecoder(() => Promise.reject(missing))).rejects.toMatchObject({
    code: "usage",
    message: "reading pictures in Node takes the package sharp: npm install sharp",
  });
  await expect(
    sharpDecoder(() => Promise.reject(new Error("no binary for this machine\nmore"))),
  ).rejects.toThrow("npm install sharp (no binary for this machine)");
});

const mnist = sharedData("mnist-png-folder");

test.runIf(mnist !== undefined)("MNIST as PNG files: the bytes of the original", async () => {
  const { dataset, seen } = await loadImageFolder(mnist!, { part: "train" });
  expect(dataset.features.shape).toEqual([1, 28, 28]);
  expect(seen).toMatchObject({ count: 200, formats: { png: 200 }, colourful: 0, enlarged: 0 });
  const idx = gunzipSync(readFileSync(sharedData("mnist/train-images-idx3-ubyte.gz")!)).subarray(16);
  const labels = gunzipSync(readFileSync(sharedData("mnist/train-labels-idx1-ubyte.gz")!)).subarray(8);
  for (let i = 0; i < dataset.length; i++) {
    const place = Number(/\/(\d+)\.png$/.exec(dataset.names![i]!)![1]);
    expect(
      Buffer.compare(
        dataset.features.data.subarray(784 * i, 784 * (i + 1)) as Uint8Array,
        idx.subarray(784 * place, 784 * (place + 1)),
      ),
    ).toBe(0);
    expect(classTarget(dataset).labels[i]).toBe(labels[place]);
  }
});

test.runIf(mnist !== undefined)(
  "photographs: hand signs with upper-case endings and EXIF, and large ones",
  async () => {
    const { dataset, seen } = await loadImageFolder(sharedData("sign-digits")!, { part: "train" });
    expect(seen).toMatchObject({
      count: 300,
      formats: { jpeg: 300 },
      width: [100, 100, 100],
      colourful: 300,
    });
    expect(dataset.features.shape).toEqual([3, 40, 40]);
    expect(classTarget(dataset).classes).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    await expect(loadImageFolder(sharedData("odd-sizes")!)).rejects.toThrow(
      /README\.txt: expected a PNG, JPEG or WebP picture, but it is text/,
    );
  },
);
