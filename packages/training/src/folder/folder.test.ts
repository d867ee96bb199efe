import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ImagePreparation } from "@mebae/data";
import { Affine, BatchNorm, builtInLayers, ReLU, Sequential } from "@mebae/layers";
import { tensor } from "@mebae/tensor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StoredTensor } from "../safetensors/format.js";
import { readSafetensors } from "../safetensors/readSafetensors.js";
import { writeSafetensors } from "../safetensors/writeSafetensors.js";
import { TinyModel } from "../testing/tinyModel.js";
import { memoryFiles } from "./files.js";
import { loadModel } from "./loadModel.js";
import { loadModelFolder, saveModelFolder } from "./modelFolder.js";
import { assertWritable, folderFiles } from "./nodeFiles.js";
import { saveModel } from "./saveModel.js";

const description = {
  task: "classification",
  classes: ["cat", "dog", "hen"],
  inputShape: [4],
  preparation: new ImagePreparation({ shape: [1, 2, 2], mean: [0.25], standardDeviation: [2] }),
  information: { seed: 7 },
} as const;

function makeModel(hidden = 5): Sequential {
  return new Sequential([new Affine(4, hidden), new BatchNorm(hidden), new ReLU(), new Affine(hidden, 3)], {
    seed: 7,
  });
}

async function valuesOf(model: { namedVariables(): Map<string, { value: { data(): Promise<unknown> } }> }) {
  const values: Record<string, unknown> = {};
  for (const [name, { value }] of model.namedVariables()) values[name] = await value.data();
  return values;
}

test("architecture, weights, buffers and description come back", async () => {
  using model = makeModel();
  const buffer = [...model.namedVariables().values()].find(({ trainable }) => !trainable)!;
  using moved = tensor([1, 2, 3, 4, 5]);
  buffer.assign(moved);
  const files = await saveModel(model, description);
  const { model: loaded, ...rest } = loadModel(files, { layers: builtInLayers });
  using _ = loaded;
  expect(loaded.toJSON()).toEqual(model.toJSON());
  expect(await valuesOf(loaded)).toEqual(await valuesOf(model));
  expect(rest).toMatchObject({ task: "classification", classes: ["cat", "dog", "hen"], inputShape: [4] });
  expect(rest.information).toEqual({ seed: 7 });
  expect(rest.preparation!.toJSON()).toEqual(description.preparation.toJSON());
  expect(rest.prepare).toBe(rest.preparation);
  expect(rest.packages["@mebae/training"]).toMatch(/^\d+\.\d+\.\d+/);
});

test("the target's scale comes back", async () => {
  using model = makeModel();
  const targetScale = { mean: 3.5, standardDeviation: 0.1 };
  const files = await saveModel(model, { task: "regression", targetScale });
  const loaded = loadModel(files, { layers: builtInLayers });
  using _ = loaded.model;
  expect(loaded.targetScale).toEqual(targetScale);
});

describe("a model folder", () => {
  let good: Record<string, Uint8Array>;
  beforeAll(async () => {
    using model = makeModel();
    good = { ...(await saveModel(model, description)) };
  });
  type Files = Record<string, Uint8Array>;
  const edit = (files: Files, change: (json: Record<string, unknown>) => void) => {
    const json = JSON.parse(new TextDecoder().decode(files["model.json"]));
    change(json);
    files["model.json"] = new TextEncoder().encode(JSON.stringify(json));
  };
  /** Other weights, with the stamp left out as whoever edits them on purpose does. */
  const editWeights = (files: Files, change: (tensors: Map<string, StoredTensor>) => void) => {
    const tensors = new Map(readSafetensors(files["weights.safetensors"]!).tensors);
    change(tensors);
    files["weights.safetensors"] = writeSafetensors(tensors);
    edit(files, (json) => (json["weights"] = { file: "weights.safetensors" }));
  };
  const weight = "layers.0.weight";
  const flip = (files: Files) => {
    const bytes = files["weights.safetensors"]!.slice();
    bytes[bytes.length - 1]! ^= 1;
    files["weights.safetensors"] = bytes;
  };
  const cut = (files: Files) => (files["weights.safetensors"] = files["weights.safetensors"]!.slice(0, -4));

  test.each<[string, (files: Files) => void, RegExp]>([
    ["without model.json", (f) => delete f["model.json"], /^m\/model.json: the file isn't there/],
    ["without weights", (f) => delete f["weights.safetensors"], /^m\/weights.safetensors: the file isn't/],
    ["of broken JSON", (f) => (f["model.json"] = Uint8Array.of(123)), /^m\/model.json: the file is no JSON/],
    ["of another format", (f) => edit(f, (j) => delete j["format"]), /expected the format "mebae-model"/],
    ["of no version", (f) => edit(f, (j) => (j["version"] = "1")), /expected a format version, found "1"/],
    ["from the future", (f) => edit(f, (j) => (j["version"] = 99)), /format version 99, .*: update Mebae/],
    ["of an unknown task", (f) => edit(f, (j) => (j["task"] = "magic")), /expected a task of/],
    ["without classes", (f) => edit(f, (j) => delete j["classes"]), /expected classes as a list of names/],
    ["of a damaged preparation", (f) => edit(f, (j) => (j["preparation"] = {})), /preparation is damaged/],
    ["of a zero scale", (f) => edit(f, (j) => (j["targetScale"] = { mean: 1 })), /expected targetScale/],
    ["of an unknown layer", (f) => edit(f, (j) => (j["architecture"] = { type: "Nope" })), /"Nope"/],
    ["of no architecture", (f) => edit(f, (j) => delete j["architecture"]), /architecture can't be built/],
    [
      "whose weights lie elsewhere",
      (f) => edit(f, (j) => (j["weights"] = { file: "../x" })),
      /expected weights.file to name/,
    ],
    ["of truncated weights", cut, /^m\/weights.safetensors: the file is truncated .*: expected \d+ bytes/],
    ["of corrupted weights", flip, /^m\/weights.safetensors: the file was changed or damaged/],
    [
      "lacking a key",
      (f) => editWeights(f, (w) => w.delete(weight)),
      /another architecture: "layers.0.weight" is missing/,
    ],
    [
      "with a key too many",
      (f) => editWeights(f, (w) => w.set("extra", w.get(weight)!)),
      /another architecture: "extra" is unexpected/,
    ],
    [
      "with weights of another shape",
      (f) => editWeights(f, (w) => w.set(weight, { ...w.get(weight)!, shape: [5, 4] })),
      /expected "layers.0.weight" of shape \[4, 5\], found \[5, 4\]/,
    ],
    [
      "with weights of another dtype",
      (f) =>
        editWeights(f, (w) => w.set(weight, { dtype: "int32", shape: [4, 5], data: new Int32Array(20) })),
      /expected "layers.0.weight" in float32, found int32/,
    ],
  ])("%s is refused", (_, damage, message) => {
    const files = { ...good };
    damage(files);
    const load = () => loadModel(files, { layers: builtInLayers, name: "m" });
    expect(load).toThrowError(message);
    expect(load).toThrowError(expect.objectContaining({ code: "data" }));
  });

  test("takes a bias [1, n] for a bias [n]", () => {
    const files = { ...good };
    editWeights(files, (w) => w.set("layers.0.bias", { ...w.get("layers.0.bias")!, shape: [1, 5] }));
    const { model } = loadModel(files, { layers: builtInLayers });
    using _ = model;
    expect(model.namedVariables().get("layers.0.bias")!.shape).toEqual([5]);
  });

  test("of classification needs names of classes when it is saved", async () => {
    using model = makeModel();
    await expect(saveModel(model, { task: "classification" })).rejects.toThrow(
      /needs the names of its classes/,
    );
  });

  test("needs a model that tells its architecture", async () => {
    using model = new TinyModel(2, 1);
    Object.defineProperty(model, "toJSON", { value: undefined });
    await expect(saveModel(model, { task: "regression" })).rejects.toThrow(/expected a model with toJSON/);
  });
});

describe("on the disk", () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "mebae-"))));
  afterAll(() => rm(folder, { recursive: true }));

  test("a model folder is made, holds two files and nothing else, and is read", async () => {
    using model = makeModel();
    const path = join(folder, "deep", "model");
    await saveModelFolder(path, model, description);
    await saveModelFolder(path, model, description);
    expect((await readdir(path)).sort()).toEqual(["model.json", "weights.safetensors"]);
    const loaded = await loadModelFolder(path);
    using _ = loaded.model;
    expect(await valuesOf(loaded.model)).toEqual(await valuesOf(model));
  });

  test("a folder that is none is refused by name", async () => {
    await expect(loadModelFolder(join(folder, "nothing"))).rejects.toThrow(
      /nothing: expected a model folder/,
    );
    await writeFile(join(folder, "file"), "x");
    await expect(loadModelFolder(join(folder, "file"))).rejects.toThrow(/a part of the path is no folder/);
  });

  test("a folder that can't be written to is refused, before and at the end", async () => {
    await writeFile(join(folder, "taken"), "x");
    using model = makeModel();
    const path = join(folder, "taken");
    await expect(assertWritable(path)).rejects.toThrow(/taken: the folder can't be written to \(a file/);
    await expect(assertWritable(join(path, "below"))).rejects.toThrow(/no folder/);
    await expect(saveModelFolder(path, model, description)).rejects.toThrow(/can't be written to/);
    if (process.platform === "linux")
      await expect(assertWritable("/proc/mebae")).rejects.toThrow(
        /written to \(no folder can be made there\)/,
      );
    await assertWritable(join(folder, "fresh"));
    expect(await readdir(join(folder, "fresh"))).toEqual([]);
  });

  test("a write that fails leaves the old file and no other", async () => {
    const files = folderFiles(join(folder, "store"));
    await files.write("a", Uint8Array.of(1));
    await files.write("a", Uint8Array.of(2));
    // Not bytes at all: the write fails after the new file was opened.
    await expect(files.write("a", { length: 3 } as never)).rejects.toThrow(/can't be written to/);
    expect([...(await readFile(join(folder, "store", "a")))]).toEqual([2]);
    expect(await readdir(join(folder, "store"))).toEqual(["a"]);
    expect(await files.read("b")).toBeUndefined();
  });

  test.each([
    ["a folder", () => folderFiles(join(folder, "many"))],
    ["memory", () => memoryFiles()],
  ])("removeAll takes what begins so, in %s", async (_, make) => {
    const files = make();
    await files.removeAll("net-1-");
    for (const name of ["net-1-a", "net-1-b", "net-10-a"]) await files.write(name, Uint8Array.of(1));
    await files.removeAll("net-1-");
    const left = await Promise.all(["net-1-a", "net-1-b", "net-10-a"].map((name) => files.read(name)));
    expect(left.map((bytes) => bytes?.length)).toEqual([undefined, undefined, 1]);
  });
});
