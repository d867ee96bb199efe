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
import { UsageError } from "@mebae/tensor";
import type { CommonOptions } from "../arguments.js";
import { open, openClassNames } from "../data/open.js";
import type { Io } from "../io.js";
import { Output } from "../output.js";
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
  const { source, test, fingerprint } = await openAll(path, options);
  tellAbout(source, output);
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

async function openAll(path: string, options: TrainOptions) {
  const names = options.classes === undefined ? undefined : await openClassNames(options.classes);
  const { data, fingerprint } = await open(path, {
    labels: options.labels,
    classes: names,
    query: options.query,
  });
  const source = sourceOf(data, options);
  if (options.test === undefined) return { source, fingerprint };
  const opened = await open(options.test, { labels: options.testLabels, classes: source.classes });
  return { source, test: opened.data, fingerprint: `${fingerprint} ${opened.fingerprint}` };
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
  if (data.dataset.target === undefined)
    throw new UsageError(`${data.dataset.name}: expected --labels with the labels of the images`);
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
    if (!dataset.target)
      throw new UsageError(`${dataset.name}: expected --test-labels with the labels of the images`);
  }
  if (given) {
    using network = given.make(options.seed);
    checkNetwork(network, prepared.inputShape, source.classes?.length ?? 1, given.path);
  }
  if (options.folds !== undefined) foldsOf(source, options.folds, options.seed);
  else if (!test) heldOut(source, options.seed);
  return recipeFor(source, prepared, source.length, options);
}

function tellAbout({ name, length, task, classes }: Examples, output: Output): void {
  const what = classes
    ? `${counted(classes.length, "class", "classes")} to tell apart`
    : "a number to predict";
  output.say(`${name}: ${counted(length, "example")}, ${what}.`);
  output.event({ event: "data", name, examples: length, task, classes });
}
