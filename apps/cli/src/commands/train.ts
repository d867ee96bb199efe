import { basename, resolve } from "node:path";
import { allOf, type Examples, type OpenedData } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { CommonOptions } from "../arguments.js";
import { examplesOf, named } from "../data/examplesOf.js";
import { likeShape, open, openClassNames } from "../data/open.js";
import { Parts } from "../data/parts.js";
import { foldsAsked, heldOutAsked, refuseConstant } from "../data/splitting.js";
import { tellAbout } from "../data/tellAbout.js";
import { type TrainingDataOptions, trainingIdentity } from "../data/trainingDataOptions.js";
import type { Io } from "../io.js";
import { recipeNameFor } from "../learners/networkLearner.js";
import { type RecipeName, recipeInWords } from "../learners/recipeLearner.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { crossValidate } from "../training/crossValidate.js";
import type { Job } from "../training/job.js";
import { checkNetwork, networkFile } from "../training/network.js";
import { runJob } from "../training/runJob.js";
import { networkFor } from "../training/trainNetwork.js";
import { trainAndHoldOut, trainAndTest } from "../training/trainOnce.js";

export interface TrainOptions extends CommonOptions, TrainingDataOptions {
  readonly test?: string;
  readonly testLabels?: string;
  readonly folds?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly recipe?: RecipeName | "network";
  readonly budget?: number;
  readonly model?: string;
  readonly out?: string;
  readonly resume: boolean;
  readonly seed: number;
}

/** Trains on a CSV or images, judges what learned by examples that it hasn't seen, and leaves a model folder and a report. */
export async function train(path: string, options: TrainOptions, io: Io): Promise<number> {
  refuseContradictions(options);
  const output = new Output(io, options.json);
  const out = options.out ?? resolve("runs", basename(path).replace(/\..*$/, "") || "model");
  const given =
    options.model === undefined ? undefined : { path: options.model, make: await networkFile(options.model) };
  const { data, source, test, fingerprint } = await openAll(path, options, io);
  const recipe = recipeOf(data, options);
  tellAbout(source, data, output);
  const network = preview(source, { ...options, file: path }, { test, given }, io);
  const name = given ? `that of ${given.path}` : recipe === "network" ? network.name : recipeInWords[recipe];
  output.say(`${recipe === "network" ? "Network" : "Recipe"}: ${name}.`);
  output.event({ event: "network", recipe, name, given: given?.path });
  const { folds, seed, epochs, batchSize, learningRate, weightDecay, resume, target, budget } = options;
  const settings = { epochs, batchSize, learningRate, weightDecay };
  const identity = {
    ...trainingIdentity(options, fingerprint, source),
    ...{ folds, seed, ...settings, recipe, budget, model: options.model },
  };
  const task = { io, output, source, recipe, settings, budgetSeconds: budget, seed, ...(given && { given }) };
  return runJob(task, { out, identity, resume, ...(target !== undefined && { target }) }, (job) => {
    if (folds !== undefined) return crossValidate(job, folds);
    return test ? trainAndTest(job, test) : trainAndHoldOut(job);
  });
}

/** What the user asks for, or what suits the data: epochs and an architecture are those of a single network. */
function recipeOf(data: OpenedData, { recipe, epochs, model, budget }: TrainOptions): RecipeName | "network" {
  const fitting = recipeNameFor(data);
  const single = epochs !== undefined ? "--epochs" : model !== undefined ? "--model" : undefined;
  if (single && recipe !== undefined && recipe !== "network")
    throw new UsageError(`--recipe ${recipe} and ${single} exclude each other: ${single} is of one network`);
  if (recipe !== undefined && recipe !== "network" && recipe !== fitting)
    throw new UsageError(`--recipe ${recipe}: the data are ${fitting === "table" ? "a table" : "images"}`);
  const chosen = recipe ?? (single ? "network" : fitting);
  if (chosen === "network" && budget !== undefined)
    throw new UsageError(
      `--budget is of the recipes; ${single ?? "--recipe network"} trains one network, whose time --epochs sets`,
    );
  return chosen;
}

function refuseContradictions({ folds, test, testLabels }: TrainOptions): void {
  if (folds !== undefined && test !== undefined)
    throw new UsageError("--folds and --test exclude each other: folds hold their own test parts out");
  if (testLabels !== undefined && test === undefined)
    throw new UsageError("--test-labels: expected the images of the test labels as --test");
}

async function openAll(path: string, options: TrainOptions, io: Io) {
  const names = options.classes === undefined ? undefined : await openClassNames(options.classes);
  const reading = { onProgress: readingProgress(io), signal: io.signal };
  const parts = await Parts.of(path);
  const learned = parts.choose(options.part, "train");
  const { data, fingerprint } = await open(path, {
    labels: options.labels,
    classes: names,
    query: options.query,
    part: learned,
    images: { ...reading, size: options.size },
  });
  const source = named(await examplesOf(data, options), path);
  // A folder's own test part judges, unless folds do.
  const part =
    options.test === undefined && options.folds === undefined ? parts.testBeside(learned) : undefined;
  const test = options.test ?? (part && path);
  if (test === undefined) return { data, source, fingerprint };
  const opened = await open(test, {
    labels: options.testLabels,
    classes: source.classes,
    part,
    images: { ...reading, ...(data.kind === "images" && likeShape(data.dataset.features.shape)) },
  });
  return { data, source, test: opened.data, fingerprint: `${fingerprint} ${opened.fingerprint}` };
}

/** Finds what is wrong with data and test data before anything is written, and tells what deserves a warning. */
function preview(
  source: Examples,
  options: TrainOptions & { readonly file: string },
  { test, given }: { test: OpenedData | undefined; given: Job["given"] },
  io: Io,
) {
  const prepared = source.prepare(allOf(source));
  for (const warning of prepared.warnings) io.stderr(`warning: ${warning}\n`);
  if (test) {
    const dataset = prepared.other(test);
    if (!dataset.target) {
      const expected = dataset.names
        ? "a folder of pictures for each class"
        : "--test-labels with the labels of the images";
      throw new UsageError(`${dataset.name}: expected ${expected}`);
    }
  }
  if (given) {
    using network = given.make(options.seed);
    checkNetwork(network, prepared.inputShape, source.classes?.length ?? 1, given.path);
  }
  if (options.folds !== undefined) foldsAsked(source, options.folds, options);
  else if (test) refuseConstant(source, options);
  else heldOutAsked(source, options);
  return networkFor(source, prepared, source.length, options);
}
