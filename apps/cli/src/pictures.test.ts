import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { abortedAfter, events, Files, halvesAsPictures, mebae } from "./testing/run.js";

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
  expect(ran.stdout).toContain(`${photos}/train: 32 examples, 2 classes to tell apart.`);
  expect(ran.stdout).toContain(
    "32 pictures (PNG) of 8 × 8 pixels become 8 × 8 in grey; 1 hidden file is ignored.",
  );
  expect(ran.stdout).toMatch(/Accuracy 100\.0 % on 10 examples, of .*photos\/test/);

  const evaluated = await mebae(["evaluate", out, `${photos}/test`, "--json"]);
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
  expect(shown.stdout).toMatch(/20 images of shape 1 × 8 × 8 \(pictures\)[\s\S]*lower +10/);
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

test("Ctrl-C while pictures are read", async () => {
  const ran = await mebae(
    ["train", files.folderOf("stopped", halvesAsPictures(20)), "--out", files.path("never")],
    abortedAfter(5),
  );
  expect(ran).toMatchObject({ code: 130, stderr: "mebae: interrupted\n" });
});
