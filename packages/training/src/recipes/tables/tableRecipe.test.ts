import { allOf, type Examples, generateDigits, imageExamples, type Split } from "@mebae/data";
import { Affine, builtInLayers } from "@mebae/layers";
import { meanSquaredError } from "@mebae/losses";
import { adam } from "@mebae/optimizers";
import { beforeAll, describe, expect, test } from "vitest";
import { fit } from "../../fit/fit.js";
import { predict } from "../../fit/predict.js";
import { memoryFiles } from "../../folder/files.js";
import { loadModel } from "../../folder/loadModel.js";
import { saveModel } from "../../folder/saveModel.js";
import type { LearnOptions } from "../../learner/learner.js";
import { accuracy, argmaxRows } from "../../metrics/classification.js";
import { rSquared } from "../../metrics/regression.js";
import { generatedClasses, generatedNumbers } from "../../testing/generatedTables.js";
import { type FittedTable, type TableRecipeOptions, tableRecipe } from "./tableRecipe.js";

const range = (from: number, to: number) => Int32Array.from({ length: to - from }, (_, i) => from + i);
/** Some rows to learn from, and the rest. */
const parts = (examples: Examples, rows = 120): Split => ({
  train: range(0, rows),
  test: range(rows, examples.length),
});
const short: TableRecipeOptions = { steps: 150, members: 4 };

const expectedOf = ({ expected }: Examples, rows: ArrayLike<number>) =>
  Float64Array.from(rows, (row) => expected[row]!);

async function recipeR2(examples: Examples, rows: number, steps: number): Promise<number> {
  const { train, test } = parts(examples, rows);
  const fitted = await tableRecipe({ ...short, steps }).fit(examples, { rows: train, seed: 1 });
  const found = await fitted.predict(fitted.prepared.examples(test));
  fitted.dispose();
  return rSquared(found, expectedOf(examples, test));
}

async function linearR2(examples: Examples, rows: number): Promise<number> {
  const { train, test } = parts(examples, rows);
  const prepared = examples.prepare(train);
  const targetScale = prepared.targetScale!;
  const model = new Affine(prepared.inputShape[0]!, 1);
  using optimizer = adam(model.parameters(), { learningRate: 0.02 });
  const data = { train: prepared.examples(train), targetScale };
  await fit(model, { ...data, loss: meanSquaredError, optimizer, epochs: 100, batchSize: 32 });
  const { outputs } = await predict(model, prepared.examples(test), { targetScale });
  return rSquared(outputs, expectedOf(examples, test));
}

describe("beside a linear model", () => {
  test("it is far better where the truth bends", async () => {
    const examples = generatedNumbers(420, (a, b, c) => Math.sin(2 * a) + b * c);
    expect(await recipeR2(examples, 120, 400)).toBeGreaterThan((await linearR2(examples, 120)) + 0.3);
  });

  test("it is no worse where the truth is linear", async () => {
    const examples = generatedNumbers(540, (a, b, c) => a + 0.5 * b - 0.25 * c, { noise: 0.5 });
    expect(await recipeR2(examples, 240, 1000)).toBeGreaterThan((await linearR2(examples, 240)) - 0.02);
  });

  test("classes that no line parts are parted", async () => {
    const examples = generatedClasses(420);
    const { train, test: held } = parts(examples);
    const fitted = await tableRecipe(short).fit(examples, { rows: train, seed: 1 });
    const probabilities = await fitted.predict(fitted.prepared.examples(held));
    expect(accuracy(argmaxRows(probabilities, 2), expectedOf(examples, held))).toBeGreaterThan(0.88);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
  });
});

const tables = [
  ["classes", generatedClasses(150)],
  ["numbers", generatedNumbers(150, (a, b, c) => a + b * c)],
] as const;

const fitShort = (examples: Examples, options: TableRecipeOptions = {}, learn: Partial<LearnOptions> = {}) =>
  tableRecipe({ ...short, steps: 40, ...options }).fit(examples, { rows: range(0, 120), seed: 4, ...learn });

const weightsOf = async ({ model, description }: FittedTable) =>
  (await saveModel(model, description))["weights.safetensors"];

describe.each(tables)("one model for %s", (_, examples) => {
  let whole: FittedTable;
  beforeAll(async () => {
    whole = await fitShort(examples);
  });

  test("saved and loaded predicts the same, with everything that belongs to it", async () => {
    const fitted = whole;
    expect(fitted.members.map(({ name }) => name)).toEqual([
      ...["base", "linear path", "early stopping", "quantiles", "kernel ridge"],
    ]);
    expect(fitted.members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    const held = fitted.prepared.examples(range(120, 150));
    const loaded = loadModel(await saveModel(fitted.model, fitted.description), { layers: builtInLayers });
    expect(loaded.preparation!.toJSON()).toEqual(fitted.prepared.preparation.toJSON());
    const again = await predict(loaded.model, held, loaded);
    const outputs = examples.task === "classification" ? again.probabilities() : again.outputs;
    expect(Float32Array.from(outputs)).toEqual(await fitted.predict(held));
  });

  test("the same seed gives the same bits, and another one others", async () => {
    const once = await weightsOf(await fitShort(examples, { members: 1 }));
    expect(await weightsOf(await fitShort(examples, { members: 1 }))).toEqual(once);
    expect(await weightsOf(await fitShort(examples, { members: 1 }, { seed: 5 }))).not.toEqual(once);
  });

  test.each([0.3, 0.7])("interrupted at %d it goes on to the same bytes", async (place) => {
    const checkpoint = memoryFiles();
    const [controller, cause] = [new AbortController(), new Error("enough")];
    const onProgress = (done: number) => done > place && controller.abort(cause);
    const interrupted = fitShort(examples, {}, { checkpoint, signal: controller.signal, onProgress });
    await expect(interrupted).rejects.toMatchObject({ code: "aborted", cause });
    const steps: number[] = [];
    const resumed = await fitShort(
      examples,
      {},
      { checkpoint, resume: true, onProgress: (done) => steps.push(done) },
    );
    // What was done isn't done again: the first step of all is past the place of the interruption.
    expect(steps.filter((done) => done > 0.06)[0]).toBeGreaterThan(place);
    expect(await weightsOf(resumed)).toEqual(await weightsOf(whole));
  });
});

test("a kernel regression can be left out, and is where rows come in groups", async () => {
  const [, examples] = tables[0];
  const names = async (given: Examples, options: TableRecipeOptions) =>
    (await fitShort(given, { members: 1, ...options })).members.map(({ name }) => name);
  expect(await names(examples, { kernel: false })).toEqual(["base"]);
  const groups = Array.from({ length: examples.length }, (_, i) => i % 10);
  expect(await names({ ...examples, groups }, {})).toEqual(["base"]);
  expect(await names({ ...examples, groups }, { kernel: true })).toEqual(["base", "kernel ridge"]);
});

test("noise on the columns changes what is learned, and not what is predicted twice", async () => {
  const [, examples] = tables[0];
  const noisy = await fitShort(examples, { members: 1, noise: 0.3 });
  const plain = await fitShort(examples, { members: 1 });
  const held = noisy.prepared.examples(range(120, 150));
  expect(await noisy.predict(held)).not.toEqual(await plain.predict(held));
  expect(await noisy.predict(held)).toEqual(await noisy.predict(held));
});

test("a budget is kept, by a clock on which every step takes a second", async () => {
  const [, examples] = tables[1];
  for (const [budgetSeconds, members] of [
    [80, 1],
    [150, 2],
    [700, 8],
  ] as const) {
    let time = 0;
    const options = { budgetSeconds, steps: 60, kernel: false, now: () => time };
    const fitted = await tableRecipe(options).fit(examples, {
      ...{ rows: range(0, 120), seed: 4 },
      onProgress: () => {
        time += 1;
      },
    });
    expect(fitted.plan.members).toBe(members);
    expect(time).toBeLessThanOrEqual(1.05 * budgetSeconds);
    expect(time).toBeGreaterThan(0.6 * budgetSeconds);
  }
});

describe("refuses by a sentence", () => {
  const [, examples] = tables[0];

  test("images", async () => {
    const digits = imageExamples(generateDigits({ count: 20, size: 16, seed: 1 }));
    await expect(tableRecipe().fit(digits, { rows: allOf(digits), seed: 0 })).rejects.toThrow(
      /table recipe: expected rows of a table/,
    );
  });

  test("an aborted signal, before it begins", async () => {
    const learn = { signal: AbortSignal.abort() };
    await expect(fitShort(examples, {}, learn)).rejects.toMatchObject({ code: "aborted" });
  });

  test("to go on with another seed's run", async () => {
    const checkpoint = memoryFiles();
    const controller = new AbortController();
    const onProgress = (done: number) => done > 0.2 && controller.abort();
    const learn = { checkpoint, signal: controller.signal, onProgress };
    await expect(fitShort(examples, {}, learn)).rejects.toThrow("ended in network 1");
    await expect(fitShort(examples, {}, { checkpoint, resume: true, seed: 9 })).rejects.toThrow(
      "resume: the interrupted run had seed 4, this one has 9",
    );
  });
});
