import { basename, resolve } from "node:path";
import {
  allOf,
  type Examples,
  foldsOf,
  heldOut,
  imageExamples,
  type OpenedData,
  tableExamples,
} from "@mebae/data";
import { DataError, UsageError } from "@mebae/tensor";
import type { CommonOptions } from "../arguments.js";
import { likeShape, open, openClassNames, trainAndTestParts } from "../data/open.js";
import { seenInWords } from "../data/seenInWords.js";
import type { Io } from "../io.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { crossValidate } from "../training/crossValidate.js";
import type { Job } from "../training/job.js";
import { checkNetwork, networkFile } from "../training/network.js";
import { runJob } from "../training/runJob.js";
import { trainAndHoldOut, trainAndTest } from "../training/trainOnce.js";
import { recipeFor } from "../training/trainPart.js";
import { counted } from "../words.js";

export interface TrainOptions extends CommonOptions {
  readonly query?: string;
  readonly target?: string;
  readonly task?: "classification" | "regression";
  readonly labels?: string;
  readonly classes?: string;
  readonly test?: string;
  readonly testLabels?: string;
  readonly folds?: number;
  readonly group?: string;
  readonly time?: string;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly learningRate?: number;
  readonly size?: number;
  readonly weightDecay?: number;
  readonly model?: string;
  readonly out?: string;
  readonly resume: boolean;
  readonly seed: number;
  readonly device: "cpu" | "gpu";
}

/** Trains on a CSV or images, judges the network by examples that it hasn't seen, and leaves a model folder and a report. */
export async function train(path: string, options: TrainOptions, io: Io): Promise<number> {
  refuseContradictions(options);
  const output = new Output(io, options.json);
  const out = options.out ?? resolve("runs", basename(path).replace(/\..*$/, "") || "model");
  const given =
    options.model === undefined ? undefined : { path: options.model, make: await networkFile(options.model) };
  const { data, source, test, fingerprint } = await openAll(path, options, io);
  tellAbout(source, data, output);
  const recipe = preview(source, options, { test, given }, io);
  output.say(`Network: ${given ? `that of ${given.path}` : recipe.name}.`);
  output.event({ event: "network", name: recipe.name, given: given?.path });
  const { folds, seed, epochs, batchSize, learningRate, weightDecay, resume, target } = options;
  const settings = { epochs, batchSize, learningRate, weightDecay };
  const identity = { data: fingerprint, target, folds, seed, ...settings, model: options.model };
  const task = { io, output, source, settings, seed, ...(given && { given }) };
  return runJob(task, { out, identity, resume, ...(target !== undefined && { target }) }, (job) => {
    if (folds !== undefined) return crossValidate(job, folds);
    return test ? trainAndTest(job, test) : trainAndHoldOut(job);
  });
}

function refuseContradictions({ device, folds, test, testLabels, group, time }: TrainOptions): void {
  if (device === "gpu")
    throw new UsageError("--device gpu: this version has no GPU backend yet; leave the option out");
  if (folds !== undefined && test !== undefined)
    throw new UsageError("--folds and --test exclude each other: folds hold their own test parts out");
  if (testLabels !== undefined && test === undefined)
    throw new UsageError("--test-labels: expected the images of the test labels as --test");
  if (group !== undefined && time !== undefined)
    throw new UsageError("--group and --time exclude each other: give one of them");
}

async function openAll(path: string, options: TrainOptions, io: Io) {
  const names = options.classes === undefined ? undefined : await openClassNames(options.classes);
  const reading = { onProgress: readingProgress(io), signal: io.signal };
  const parts = await trainAndTestParts(path);
  const { data, fingerprint } = await open(path, {
    labels: options.labels,
    classes: names,
    query: options.query,
    part: parts.train,
    images: { ...reading, size: options.size },
  });
  const source = sourceOf(data, options);
  // A folder's own test part judges, unless folds do.
  const part = options.test === undefined && options.folds === undefined ? parts.test : undefined;
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

function sourceOf(data: OpenedData, { target, task, group, time }: TrainOptions): Examples {
  if (data.kind === "table") {
    const { name, columnNames } = data.table;
    if (target === undefined)
      throw new UsageError(
        `${name}: expected --target with the column to predict, one of ${columnNames.map((column) => `"${column}"`).join(", ")}`,
      );
    return tableExamples(data.table, {
      target,
      ...(task !== undefined && { task }),
      ...(group !== undefined && { group }),
      ...(time !== undefined && { time }),
    });
  }
  const { name, target: known } = data.dataset;
  if (known === undefined) {
    const expected =
      data.source === "pictures"
        ? "a folder of pictures for each class"
        : "--labels with the labels of the images";
    throw new UsageError(`${name}: expected ${expected}`);
  }
  if (known.kind === "classes" && known.classes.length < 2)
    throw new DataError(`${name}: expected images of two classes or more, found "${known.classes[0]}" only`, {
      file: name,
    });
  if (target !== undefined || group !== undefined || time !== undefined)
    throw new UsageError(
      `${data.dataset.name}: --target, --group and --time name columns of a CSV; these are images`,
    );
  return imageExamples(data.dataset);
}

/** Finds what is wrong with data and test data before anything is written, and tells what deserves a warning. */
function preview(
  source: Examples,
  options: TrainOptions,
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
  if (options.folds !== undefined) foldsOf(source, options.folds, options.seed);
  else if (!test) heldOut(source, options.seed);
  return recipeFor(source, prepared, source.length, options);
}

function tellAbout({ name, length, task, classes }: Examples, data: OpenedData, output: Output): void {
  const what = classes
    ? `${counted(classes.length, "class", "classes")} to tell apart`
    : "a number to predict";
  output.say(`${name}: ${counted(length, "example")}, ${what}.`);
  const seen = data.kind === "images" ? data.seen : undefined;
  if (data.kind === "images" && seen) output.say(seenInWords(seen, data.dataset.features.shape));
  output.event({ event: "data", name, examples: length, task, classes, pictures: seen });
}
