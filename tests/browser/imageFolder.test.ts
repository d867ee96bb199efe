import { directoryFiles, imageFolder } from "@mebae/data";
import { expect, test } from "vitest";

/** A picture whose upper left quarter is red, the rest blue. */
async function drawn(width: number, height: number, type: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "blue";
  context.fillRect(0, 0, width, height);
  context.fillStyle = "red";
  context.fillRect(0, 0, width / 2, height / 2);
  const blob = await canvas.convertToBlob({ type, quality: 1 });
  expect(blob.type).toBe(type);
  return blob;
}

/** The same JPEG with an EXIF segment that says how it is to be turned. */
async function withOrientation(jpeg: Blob, orientation: number): Promise<Blob> {
  const tiff = [
    0x4d,
    0x4d,
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    0x01,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const segment = Uint8Array.of(0xff, 0xe1, 0, exif.length + 2, ...exif);
  return new Blob([jpeg.slice(0, 2), segment, jpeg.slice(2)], { type: "image/jpeg" });
}

const types = ["image/png", "image/jpeg", "image/webp"];

test("PNG, JPEG and WebP of several sizes in a page: one shape, classes and names", async () => {
  const files = await Promise.all(
    types.flatMap((type, i) => [
      drawn(32, 16, type).then((blob) => ({ path: `a/${i}.PNG`, blob })),
      drawn(256, 128, type).then((blob) => ({ path: `b/${i}.PNG`, blob })),
    ]),
  );
  const { dataset, seen } = await imageFolder(files, { size: [16, 32] });
  expect(seen.formats).toEqual({ png: 2, jpeg: 2, webp: 2 });
  expect(dataset.features.shape).toEqual([3, 16, 32]);
  expect(dataset.names).toEqual(["a/0.PNG", "a/1.PNG", "a/2.PNG", "b/0.PNG", "b/1.PNG", "b/2.PNG"]);
  for (let i = 0; i < 6; i++)
    expectRedCorner(dataset.features.data.subarray(i * 1536), [16, 32], "upper left");
});

/** Where the red quarter of an example lies. */
function expectRedCorner(example: ArrayLike<number>, [height, width]: [number, number], corner: string) {
  const reds = [0, 1].flatMap((down) =>
    [0, 1].map((right) => example[(2 + down * (height - 5)) * width + 2 + right * (width - 5)]!),
  );
  const corners = ["upper left", "upper right", "lower left", "lower right"];
  reds.forEach((red, i) =>
    expect(Math.abs(red - (corners[i] === corner ? 255 : 0)), corners[i]).toBeLessThan(24),
  );
}

test.each([
  [1, [16, 32], "upper left"],
  [2, [16, 32], "upper right"],
  [3, [16, 32], "lower right"],
  [4, [16, 32], "lower left"],
  [5, [32, 16], "upper left"],
  [6, [32, 16], "upper right"],
  [7, [32, 16], "lower right"],
  [8, [32, 16], "lower left"],
] as const)("EXIF orientation %i is applied", async (orientation, [height, width], corner) => {
  const blob = await withOrientation(await drawn(32, 16, "image/jpeg"), orientation);
  const { dataset, seen } = await imageFolder([{ path: "1.jpg", blob }]);
  expect(seen).toMatchObject({ width: [width, width, width], height: [height, height, height] });
  expect(dataset.features.shape).toEqual([3, height, width]);
  expectRedCorner(dataset.features.data, [height, width], corner);
});

test("grey pictures give one channel, and transparency shows the background", async () => {
  const canvas = new OffscreenCanvas(2, 1);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(90, 90, 90)";
  context.fillRect(0, 0, 1, 1);
  const files = [{ path: "1.png", blob: await canvas.convertToBlob() }];
  const { dataset } = await imageFolder(files, { background: 7 });
  expect(dataset.features).toEqual({ data: Uint8Array.of(90, 7), shape: [1, 1, 2] });
});

test("the files of a directory input, hidden ones among them", async () => {
  const blob = await drawn(4, 4, "image/png");
  const file = (path: string) => {
    const made = new File([blob], path.split("/").at(-1)!);
    Object.defineProperty(made, "webkitRelativePath", { value: path });
    return made;
  };
  const files = directoryFiles(["photos/cat/1.png", "photos/dog/1.png", "photos/.DS_Store"].map(file));
  const { dataset, seen } = await imageFolder(files, { name: "photos" });
  expect(dataset.target).toMatchObject({ classes: ["cat", "dog"] });
  expect(seen.ignored).toEqual([".DS_Store"]);
});

test.each(types)("a truncated or damaged %s is refused by name", async (type) => {
  const blob = await drawn(64, 64, type);
  const cut = [{ path: "a/1", blob: blob.slice(0, blob.size - 20) }];
  await expect(imageFolder(cut, { name: "photos" })).rejects.toThrow(/^photos\/a\/1: .*it is truncated/);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  // The header of a JPEG's quantization tables, of a WebP's frame, or a PNG's pixels: no longer a picture.
  bytes.fill(255, 30, bytes.length - 40);
  const damaged = [{ path: "a/1", blob: new Blob([bytes]) }];
  await expect(imageFolder(damaged, { name: "photos" })).rejects.toMatchObject({
    code: "data",
    message: expect.stringMatching(/^photos\/a\/1: the .*picture (is damaged|can't be read)/),
  });
});
