import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import { abortedAfter, events, Files, halves, halvesAsPictures, mebae } from "./testing/run.js";

const files = new Files();
afterAll(() => files.remove());

const within = (folder: string, pictures: Record<string, Uint8Array>) =>
  Object.fromEntries(Object.entries(pictures).map(([path, png]) => [`${folder}/${path}`, png]));
const quick = ["--epochs", "6", "--batch-size", "8"];

test("train on a folder with parts, evaluate and predict: files are called by their names", async () => {
  const photos = files.folderOf("photos", {
    ...within("train", halvesAsPictures(32)),
    ...within("test", halvesAsPictures(10, 101)),
    "train/upper/.DS_Store": "x",
  });
  const out = files.path("model");
  const ran = await mebae(["train", photos, "--out", out, ...quick]);
  expect(ran).toMatchObject({ code: 0 });
  expect(ran.stdout).toContain("photos/train: 32 examples, 2 classes to tell apart.");
  expect(ran.stdout).toContain(
    "32 pictures (PNG) of 8 × 8 pixels become 8 × 8 in grey; 1 hidden file is ignored.",
  );
  expect(ran.stdout).toMatch(/Accuracy 100\.0 % on 10 examples, of .*photos\/test/);

  const evaluated = await mebae(["evaluate", out, photos, "--json"]);
  expect(events(evaluated).at(-1)).toMatchObject({
    metrics: { accuracy: 1 },
    examples: 10,
    classes: ["lower", "upper"],
  });

  const predicted = await mebae(["predict", out, `${photos}/test`]);
  expect(predicted.stdout.split("\n").slice(0, 2)).toEqual([
    "image,predicted,probability,probability of lower,probability of upper",
    expect.stringMatching(/^lower\/102\.png,lower,0\.\d+,/),
  ]);
  const byPart = await mebae(["predict", out, photos, "--part", "TEST"]);
  expect(byPart.stdout).toBe(predicted.stdout);
  expect(await mebae(["predict", out, photos])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/photos: found the parts "test", "train": say which one with --part\n$/),
  });
  const one = await mebae(["predict", out, `${photos}/test/upper/101.png`, "--json"]);
  expect(events(one)[0]).toMatchObject({ event: "prediction", image: "101.png", predicted: "upper" });
});

test("a folder without parts is judged by a fifth, folds or another folder; pictures of another size fit the model", async () => {
  const flowers = files.folderOf("flowers", halvesAsPictures(20));
  const more = files.folderOf("more", halvesAsPictures(6, 21));
  const size = ["--size", "6"];
  const held = await mebae(["train", flowers, "--out", files.path("held"), ...quick, ...size]);
  expect(held.stdout).toContain("become 6 × 6 in grey.");
  expect(held.stdout).toMatch(/on 4 examples, held out/);
  const other = await mebae([
    "train",
    flowers,
    "--test",
    more,
    "--out",
    files.path("other"),
    ...quick,
    ...size,
  ]);
  expect(other.stdout).toMatch(/on 6 examples, of .*more/);
  const evaluated = await mebae(["evaluate", files.path("other"), more, "--json"]);
  expect(events(evaluated).at(-1)).toMatchObject({ examples: 6 });
  const folds = await mebae([
    "train",
    flowers,
    "--folds",
    "2",
    "--out",
    files.path("folds"),
    "--epochs",
    "1",
  ]);
  expect(folds.stdout).toMatch(/on 20 examples/);
  const shown = await mebae(["data", "show", flowers]);
  expect(shown.stdout).toMatch(
    /20 images of shape 1 × 8 × 8 \(pictures\)[\s\S]*^class +images +share\n[\s\S]*^lower +10/m,
  );
});

test("NumPy: images and tables of a .npz, parts and all", async () => {
  const npy = (shape: string, values: Uint8Array) =>
    Buffer.concat([
      Buffer.from(
        `\x93NUMPY\x01\0\x76\0${`{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117)}\n`,
        "latin1",
      ),
      values,
    ]);
  const { images, labels } = halves(40);
  const [pixels, truth] = [gunzipSync(images).subarray(16), gunzipSync(labels).subarray(8)];
  const part = (from: number, to: number, name: string) => ({
    [`x_${name}.npy`]: npy(`${to - from}, 8, 8`, pixels.subarray(from * 64, to * 64)),
    [`y_${name}.npy`]: npy(`${to - from},`, truth.subarray(from, to)),
  });
  const npz = files.write("halves.npz", zipSync({ ...part(0, 30, "train"), ...part(30, 40, "test") }));
  const ran = await mebae(["train", npz, "--out", files.path("npz-model"), ...quick]);
  expect(ran.stdout).toMatch(/30 examples, 2 classes[\s\S]*Accuracy 100\.0 % on 10 examples/);
  expect((await mebae(["evaluate", files.path("npz-model"), npz])).stdout).toContain("on 10 examples");
  expect((await mebae(["predict", files.path("npz-model"), npz])).stderr).toMatch(
    /found the parts "train", "test": say which one with --part/,
  );
  expect(
    (await mebae(["predict", files.path("npz-model"), npz, "--part", "test"])).stdout.trim().split("\n"),
  ).toHaveLength(11);
  expect((await mebae(["evaluate", files.path("npz-model"), npz, "--part", "train"])).stdout).toContain(
    "on 30 examples",
  );

  const rows = zipSync({
    "x.npy": npy(
      "40, 2",
      Uint8Array.from({ length: 80 }, (_, i) => ((i >> 1) % 2 === 0 ? 9 : i % 7)),
    ),
    "y.npy": npy("40,", truth),
  });
  const table = await mebae([
    "train",
    files.write("rows.npz", rows),
    "--target",
    "y",
    "--out",
    files.path("rows"),
    ...quick,
  ]);
  expect(table).toMatchObject({ code: 0, stdout: expect.stringContaining("2 classes to tell apart") });
});

test("the report names the pictures that were mistaken", async () => {
  const pictures = Object.entries(halvesAsPictures(20));
  const wrong = Object.fromEntries(
    pictures.map(([path, png], i) => [i === 0 ? "lower/wrong one.png" : path, png]),
  );
  const train = files.folderOf("train-of-wrong", halvesAsPictures(20));
  const out = files.path("mistaken");
  expect(
    await mebae(["train", train, "--test", files.folderOf("wrong", wrong), "--out", out, ...quick]),
  ).toMatchObject({ code: 0 });
  expect(readFileSync(`${out}/report.html`, "utf8")).toContain("<small>lower/wrong one.png</small>");
});

test("--part says which part of a folder each command takes", async () => {
  const parts = files.folderOf("parts", {
    ...within("train", halvesAsPictures(12)),
    ...within("validation", halvesAsPictures(6, 101)),
  });
  const shown = await mebae(["data", "show", parts]);
  expect(shown.stdout).toContain("Divided into train, validation; this is train (--part shows another).");
  expect(shown.stdout).toContain("12 images");
  expect((await mebae(["data", "show", parts, "--part", "validation"])).stdout).toContain("6 images");
  expect(await mebae(["data", "show", parts, "--part", "test"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected a part called "test", found the parts "train", "validation"'),
  });
  const learned = await mebae(["train", parts, "--part", "validation", "--out", files.path("p"), ...quick]);
  expect(learned.stdout).toContain("parts/validation: 6 examples");
  const model = files.path("p");
  expect((await mebae(["evaluate", model, parts, "--part", "train"])).stdout).toContain("on 12 examples");
  expect(await mebae(["evaluate", model, parts])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("say which one with --part"),
  });
  const whole = files.folderOf("whole", halvesAsPictures(4));
  expect(await mebae(["predict", model, whole, "--part", "test"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('expected a part called "test", found no parts'),
  });
});

test("Ctrl-C while pictures are read", async () => {
  const ran = await mebae(
    ["train", files.folderOf("stopped", halvesAsPictures(20)), "--out", files.path("never")],
    abortedAfter(5),
  );
  expect(ran).toMatchObject({ code: 130, stderr: "mebae: interrupted\n" });
});
