import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type OpenedData, TablePreparation } from "@mebae/data";
import { DataError, UsageError } from "@mebae/tensor";
import { predict } from "@mebae/training";
import { assertWritable, loadModelFolder } from "@mebae/training/node";
import type { CommonOptions } from "../arguments.js";
import { likeShape, open } from "../data/open.js";
import { Parts } from "../data/parts.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { renderEvaluateReport } from "../report/evaluateReport.js";
import { calibrationOf, confusionOf, judge, metricsOf } from "../training/judgement.js";
import { counted, percent } from "../words.js";
import { preparedBy } from "./predict.js";

export interface EvaluateOptions extends CommonOptions {
  readonly query?: string;
  readonly target?: string;
  readonly labels?: string;
  readonly part?: string;
  readonly out?: string;
}

/** Measures a kept model by data whose targets are known. */
export async function evaluate(
  folder: string,
  path: string,
  options: EvaluateOptions,
  io: Io,
): Promise<number> {
  const output = new Output(io, options.json);
  const loaded = await loadModelFolder(folder);
  const { data } = await open(path, {
    labels: options.labels,
    classes: loaded.classes,
    query: options.query,
    part: (await Parts.of(path)).choose(options.part, "test"),
    images: { signal: io.signal, onProgress: readingProgress(io), ...likeShape(loaded.inputShape ?? []) },
  });
  refuseOtherTarget(loaded.preparation, options.target, folder);
  const dataset = preparedBy(loaded, data, folder, { target: true });
  refuseWithoutTarget(dataset.target !== undefined, data, path);
  const predictions = await predict(loaded.model, dataset, loaded);
  const judgement = judge(
    predictions,
    dataset,
    Int32Array.from({ length: dataset.length }, (_, i) => i),
  );
  const metrics = metricsOf(judgement);
  const { task, classes } = loaded;
  for (const [name, value] of Object.entries(metrics))
    output.say(`${name}: ${task === "classification" ? percent(value) : value.toPrecision(5)}`);
  const calibration = task === "classification" ? calibrationOf(judgement) : undefined;
  if (calibration) {
    output.say(`calibration error: ${percent(calibration.expectedCalibrationError)}`);
    output.say(`Brier score: ${calibration.brierScore.toFixed(4)}`);
    output.say(`negative log-likelihood: ${calibration.negativeLogLikelihood.toFixed(4)}`);
  }
  output.say(`on ${counted(dataset.length, "example")} of ${dataset.name}`);
  const confusion = task === "classification" ? { classes, confusion: confusionOf(judgement) } : {};
  const report = options.out === undefined ? undefined : join(options.out, "report.html");
  if (report !== undefined) {
    await assertWritable(options.out!);
    await mkdir(options.out!, { recursive: true });
    await writeFile(report, renderEvaluateReport(judgement, metrics, { model: folder, data: dataset.name }));
    output.say(`Report: ${report}`);
  }
  output.event({
    ...{ event: "result", task, metrics, calibration, examples: dataset.length, ...confusion },
    ...{ model: folder, report },
  });
  return exitCodes.done;
}

function refuseOtherTarget(preparation: unknown, target: string | undefined, folder: string): void {
  if (target === undefined) return;
  if (!(preparation instanceof TablePreparation))
    throw new UsageError("--target names a column of a CSV; this model takes images: give --labels");
  if (preparation.target?.column === target) return;
  throw new UsageError(
    `${folder}: the model predicts the column "${preparation.target?.column}", not "${target}"`,
  );
}

function refuseWithoutTarget(has: boolean, data: OpenedData, path: string): void {
  if (has) return;
  const what =
    data.kind === "table"
      ? "a target column"
      : data.source === "pictures"
        ? "a folder of pictures for each class"
        : "--labels with the labels of the images";
  throw new DataError(`${path}: expected ${what}`, { file: path });
}
