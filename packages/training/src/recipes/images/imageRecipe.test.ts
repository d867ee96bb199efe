import { type Augmentation, Dataset, featureTensor, generateDigits, imageExamples } from "@mebae/data";
import { type BatchNorm, builtInLayers, type Sequential, type ViewAverage } from "@mebae/layers";
import { abs, max, mean, memory, sub } from "@mebae/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { predict } from "../../fit/predict.js";
import { memoryFiles } from "../../folder/files.js";
import { loadModel } from "../../folder/loadModel.js";
import { saveModel } from "../../folder/saveModel.js";
import { argmaxRows } from "../../metrics/classification.js";
import { chooseRecipe } from "../chooseRecipe.js";
import { readProgress } from "../progressFile.js";
import { trainRecipe } from "../trainRecipe.js";
import { type FittedImages, type ImageRecipeOptions, imageRecipe } from "./imageRecipe.js";

const train = generateDigits({ count: 60, size: 16, seed: 1 });
const held = generateDigits({ count: 300, size: 16, seed: 2 });
const rows = Int32Array.from({ length: train.length }, (_, i) => i);
const quick: ImageRecipeOptions = { settings: { batchSize: 8 } };
const short: ImageRecipeOptions = { ...quick, steps: 30, members: 2, augmentation: "clothes" };

const fit = (options: ImageRecipeOptions, learn = {}) =>
  imageRecipe(options).fit(imageExamples(train), { rows, seed: 4, ...learn });

function accuracyOf(probabilities: Float32Array, { target }: Dataset): number {
  const labels = (target as { labels: Int32Array }).labels;
  const found = argmaxRows(probabilities, probabilities.length / labels.length);
  return found.filter((label, i) => label === labels[i]).length / labels.length;
}

/** What several tests look at. */
let shortFit: FittedImages;
beforeAll(async () => {
  shortFit = await fit(short);
});

const weightsOf = async ({ model, description }: FittedImages) =>
  (await saveModel(model, description))["weights.safetensors"];

test("few digits are learned far better than by the plain network", async () => {
  const fitted = await fit({ steps: 100, members: 1 });
  expect(fitted.augmentation).toBe("digits");
  const recipe = chooseRecipe({
    ...{ inputShape: [1, 16, 16], task: "classification", classes: 10, rows: 60 },
    settings: { epochs: 50 },
  });
  const { model } = await trainRecipe(recipe, { train, prepare: fitted.prepared.prepare!, seed: 4 });
  const plain = (await predict(model, held, { prepare: fitted.prepared.prepare! })).probabilities();
  const [ours, theirs] = [await fitted.predict(held), Float32Array.from(plain)].map((p) =>
    accuracyOf(p, held),
  );
  expect(ours! - theirs!).toBeGreaterThan(0.05);
});

describe("one model", () => {
  test("of nets, scattering and patches; saved and loaded it predicts the same", async () => {
    const fitted = shortFit;
    expect(fitted.members.map(({ name }) => name)).toEqual([
      "2 × convolutional network of 2 stages with batch normalization, for images of 16 × 16",
      "scattering",
      "random patches",
    ]);
    const files = await saveModel(fitted.model, fitted.description);
    const loaded = loadModel(files, { layers: builtInLayers });
    const again = await predict(loaded.model, held, { prepare: loaded.prepare!, batchSize: 64 });
    expect(Float32Array.from(again.probabilities())).toEqual(await fitted.predict(held));
    expect(loaded.classes).toEqual((train.target as { classes: readonly string[] }).classes);
  });

  test("the same seed gives the same bits, and another one others", async () => {
    const options = { ...short, fixedFeatures: false, members: 1 };
    const once = await weightsOf(await fit(options));
    expect(await weightsOf(await fit(options))).toEqual(once);
    expect(await weightsOf(await fit(options, { seed: 5 }))).not.toEqual(once);
  });
});

test("nets that learned from strokes are normalized by images as they are, other nets by what they learned from", async () => {
  const wrong = async (augmentation: "digits" | "clothes") => {
    const fitted = await fit({ steps: 10, members: 1, augmentation, fixedFeatures: false });
    const net = (fitted.model as ViewAverage).layer as Sequential;
    const images = featureTensor(train.features, rows, fitted.prepared.prepare);
    const average = mean(net.layers[0]!.forward(images), { axes: [0, 2, 3] });
    return max(abs(sub(average, (net.layers[1] as BatchNorm).runningMean.value))).itemSync();
  };
  expect(await wrong("digits")).toBeLessThan(1e-4);
  expect(await wrong("clothes")).toBeGreaterThan(1e-2);
});

describe("an interrupted run", () => {
  test.each([0.3, 0.7])("goes on at %d to the same bytes", async (place) => {
    const files = memoryFiles();
    const [controller, cause] = [new AbortController(), new Error("enough")];
    const onProgress = (done: number) => done > place && controller.abort(cause);
    const interrupted = fit(short, { checkpoint: files, signal: controller.signal, onProgress });
    await expect(interrupted).rejects.toMatchObject({ code: "aborted", cause });
    const steps: number[] = [];
    const resumed = await fit(short, {
      ...{ checkpoint: files, resume: true },
      onProgress: (done: number) => steps.push(done),
    });
    // What was done isn't done again: the first step of all is past the place of the interruption.
    expect(steps.filter((done) => done > 0.06)[0]).toBeGreaterThan(Math.min(place, 0.5));
    expect(await weightsOf(resumed)).toEqual(await weightsOf(shortFit));
  });

  test("isn't gone on with by another seed", async () => {
    const files = memoryFiles();
    const controller = new AbortController();
    const onProgress = (done: number) => done > 0.2 && controller.abort();
    const options = { ...short, fixedFeatures: false };
    const learn = { checkpoint: files, signal: controller.signal, onProgress };
    await expect(fit(options, learn)).rejects.toThrow("ended in net 1");
    await expect(fit(options, { checkpoint: files, resume: true, seed: 9 })).rejects.toThrow(
      "resume: the interrupted run had seed 4, this one has 9",
    );
  });
});

test("nothing is left behind by a fit that was disposed of, or that was interrupted", async () => {
  const options: ImageRecipeOptions = { steps: 4, members: 1 };
  const rest = async (learn = {}) => {
    await fit(options, learn).then(
      (fitted) => fitted.dispose(),
      () => undefined,
    );
    return memory().tensors;
  };
  const before = await rest();
  expect(await rest()).toBe(before);
  const controller = new AbortController();
  const onProgress = (done: number) => done > 0.1 && controller.abort();
  expect(await rest({ signal: controller.signal, onProgress })).toBe(before);
});

test("an aborted signal ends it before it begins", async () => {
  await expect(fit(short, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "aborted" });
});

test("a budget is kept, by a clock on which every step takes a second", async () => {
  let time = 0;
  const tick: Augmentation = {
    name: "tick",
    apply: (batch) => {
      time += 1;
      return batch;
    },
  };
  for (const budgetSeconds of [30, 60]) {
    time = 0;
    const fitted = await fit({
      budgetSeconds,
      augmentation: tick,
      steps: 20,
      fixedFeatures: false,
      now: () => time,
    });
    expect(time).toBeLessThanOrEqual(1.1 * budgetSeconds);
    expect(time).toBeGreaterThan(0.6 * budgetSeconds);
    expect(fitted.plan.members).toBe({ 30: 1, 60: 3 }[budgetSeconds]);
  }
});

test("light strokes on black are planned in five nets, the same on white in three, by the training rows alone", async () => {
  const { data, shape } = train.features;
  const dark = data as Uint8Array;
  const { labels, classes } = train.target as { labels: Int32Array; classes: readonly string[] };
  const both = new Dataset({
    name: "black and white",
    features: { data: Uint8Array.of(...dark, ...dark.map((value) => 255 - value)), shape },
    target: { kind: "classes", labels: Int32Array.of(...labels, ...labels), classes },
  });
  const planned = async (some: Int32Array) => {
    const controller = new AbortController();
    const onProgress = (done: number) => done > 0.05 && controller.abort();
    const files = memoryFiles();
    const fitting = imageRecipe({ augmentation: "digits" });
    const learn = { rows: some, seed: 4, checkpoint: files, onProgress, signal: controller.signal };
    await expect(fitting.fit(imageExamples(both), learn)).rejects.toThrow("ended in net 1");
    return (await readProgress(files, { seed: 4, rows: some.length }))!.members;
  };
  expect(await planned(rows)).toBe(5);
  expect(await planned(rows.map((row) => row + train.length))).toBe(3);
});

test("what a recipe leaves out to choose by are whole groups", async () => {
  // Each image stands here twice, so that without groups its twin tells its label.
  const twins = imageExamples(train.subset(Int32Array.from({ length: 120 }, (_, i) => i >> 1)));
  const all = Int32Array.from({ length: 120 }, (_, i) => i);
  const lossOf = async (groups?: number[]) => {
    const learn = { rows: all, seed: 4 };
    const examples = groups ? { ...twins, groups } : twins;
    const fitted = await imageRecipe({ steps: 1, members: 1, fixedFeatures: false }).fit(examples, learn);
    fitted.dispose();
    return fitted.evidence!.none;
  };
  const alone = await lossOf();
  const grouped = await lossOf(Array.from(all, (i) => i >> 1));
  expect(alone).toBeLessThan(0.5 * grouped);
  // One group of all leaves nothing to learn from without it.
  expect(await lossOf(Array.from(all, () => 7))).toBe(alone);
});

test("many bent images are planned in more steps than few, and the user's number wins", async () => {
  const planned = async (count: number, options: ImageRecipeOptions): Promise<number> => {
    const many = imageExamples(generateDigits({ count, size: 16, seed: 1 }));
    const controller = new AbortController();
    // The plan is written before the first step.
    const onProgress = (done: number) => done > 0.05 && controller.abort();
    const files = memoryFiles();
    const learn = {
      rows: Int32Array.from({ length: count }, (_, i) => i),
      seed: 4,
      checkpoint: files,
      onProgress,
    };
    const fitting = imageRecipe({ augmentation: "digits", members: 1, ...options });
    await expect(fitting.fit(many, { ...learn, signal: controller.signal })).rejects.toThrow(
      "ended in net 1",
    );
    return (await readProgress(files, { seed: 4, rows: count }))!.steps;
  };
  expect(await planned(500, {})).toBe(1600);
  expect(await planned(499, {})).toBe(800);
  expect(await planned(500, { augmentation: "none", fixedFeatures: false })).toBe(800);
  expect(await planned(500, { steps: 40 })).toBe(40);
});

test("a net that a budget cuts short has fixed features beside it, whatever the augmentation", async () => {
  const fitAt = async (stepSeconds: number) => {
    let time = 0;
    const tick = () => (time += stepSeconds);
    const options = { ...quick, budgetSeconds: 40, steps: 60, members: 1, now: tick };
    const fitted = await fit({ ...options, augmentation: "digits" });
    const names = fitted.members.map(({ name }) => name);
    fitted.dispose();
    return names;
  };
  expect(await fitAt(0.01)).toHaveLength(1);
  expect((await fitAt(12)).slice(1)).toEqual(["scattering", "random patches"]);
});

test("what fixed features take is taken off the net's time", async () => {
  const stepsOf = async (fixedFeatures: "auto" | false) => {
    let time = 0;
    const { signal } = new AbortController();
    // Half a second whenever a fit asks whether it is to end, as it does before each solution.
    Object.defineProperty(signal, "aborted", {
      get: () => {
        time += 0.5;
        return false;
      },
    });
    // Three seconds for the steps whose rate is measured.
    const now = () => (time += 3);
    const options = { budgetSeconds: 30, augmentation: "digits", steps: 200, members: 1 } as const;
    const fitted = await fit({ ...options, fixedFeatures, now }, { signal });
    fitted.dispose();
    return fitted.plan.steps;
  };
  const [alone, beside] = [await stepsOf(false), await stepsOf("auto")];
  expect(alone).toBeLessThan(100);
  // Eight solutions of each of two members are 8 seconds, of 3/8 a step.
  expect(alone - beside).toBeGreaterThan(0.9 * 8 * (8 / 3));
});

test("data without classes are refused by a sentence", async () => {
  const numbers = { ...imageExamples(train), task: "regression" as const };
  await expect(imageRecipe().fit(numbers, { rows, seed: 0 })).rejects.toThrow(
    /image recipe: expected images with classes/,
  );
});
