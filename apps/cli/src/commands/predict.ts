import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Dataset,
  describeImage,
  describeRow,
  imagesOf,
  type OpenedData,
  TablePreparation,
  tableOf,
} from "@mebae/data";
import { DataError, UsageError } from "@mebae/tensor";
import { type LoadedModel, predict as predictAll } from "@mebae/training";
import { assertWritable, loadModelFolder } from "@mebae/training/node";
import type { CommonOptions } from "../arguments.js";
import type { SetMethod } from "../calibration/confidence.js";
import { likeShape, open } from "../data/open.js";
import { Parts } from "../data/parts.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { csvOf } from "../predicting/csv.js";
import { plainly, type Told, withConfidence } from "../predicting/predictions.js";
import { readingProgress } from "../progress.js";
import { renderPredictReport } from "../report/predict/predictReport.js";
import { counted, percent } from "../words.js";

export interface PredictOptions extends CommonOptions {
  readonly query?: string;
  readonly part?: string;
  readonly out?: string;
  readonly report?: string;
  readonly confidence?: number;
  readonly method?: SetMethod;
  readonly risk?: number;
}

/** Predicts each example of a file: a CSV of predictions on standard output, or in a file. */
export async function predict(
  folder: string,
  path: string,
  options: PredictOptions,
  io: Io,
): Promise<number> {
  const { confidence, method, risk, query, out, json } = options;
  if (confidence === undefined && (method !== undefined || risk !== undefined))
    throw new UsageError(
      `--${method === undefined ? "risk" : "method"}: expected --confidence beside it, such as --confidence 0.9`,
    );
  const output = new Output(io, json);
  const loaded = await loadModelFolder(folder);
  const { data } = await open(path, {
    query,
    part: (await Parts.of(path)).choose(options.part),
    images: { signal: io.signal, onProgress: readingProgress(io), ...likeShape(loaded.inputShape ?? []) },
  });
  const dataset = preparedBy(loaded, data, folder, { target: false });
  const predictions = await predictAll(loaded.model, dataset, loaded);
  const told =
    confidence === undefined
      ? plainly(loaded, predictions)
      : await withConfidence(loaded, predictions, folder, {
          confidence,
          ...(method && { method }),
          ...(risk !== undefined && { risk }),
        });
  for (const warning of told.warnings) io.stderr(`warning: ${warning}\n`);
  const places = data.kind === "table" ? data.table.rowNumbers : dataset.names;
  const all = told.all.map((prediction, i) => ({ place: places?.[i] ?? i + 1, ...prediction }));
  const place = data.kind === "table" ? "row" : "image";
  const csv = csvOf(all, loaded.classes ?? [], place);
  if (out !== undefined) {
    await writeFile(out, csv).catch((cause: Error) => {
      throw new UsageError(`${out}: the file can't be written (${cause.message})`, { cause });
    });
    output.say(`${counted(dataset.length, "prediction")} in ${out}${confidenceInWords(told, options)}`);
  } else if (!json) io.stdout(csv);
  const report = await reportOf(told, { folder, data, dataset, classes: loaded.classes ?? [] }, options);
  if (report !== undefined && (out !== undefined || json)) output.say(`Report: ${report}`);
  for (const { place: at, ...prediction } of all)
    output.event({ event: "prediction", [place]: at, ...prediction });
  const { task, classes } = loaded;
  const { temperature, threshold, warnings } = told;
  const known =
    confidence === undefined ? {} : { confidence, method, risk, temperature, threshold, warnings };
  output.event({
    ...{ event: "result", task, classes, examples: dataset.length, ...known, asked: askedOf(told) },
    ...{ model: folder, out, report },
  });
  return exitCodes.done;
}

interface Predicted {
  readonly folder: string;
  readonly data: OpenedData;
  readonly dataset: Dataset;
  readonly classes: readonly string[];
}

/** Writes the report where one was asked for; its path. */
async function reportOf(
  told: Told,
  { folder, data, dataset, classes }: Predicted,
  { report, confidence, method, risk }: PredictOptions,
): Promise<string | undefined> {
  if (report === undefined) return undefined;
  await assertWritable(report);
  await mkdir(report, { recursive: true });
  const path = join(report, "report.html");
  const describe = (i: number) =>
    data.kind === "table" ? describeRow(data.table, i) : describeImage(dataset, i);
  const options = { model: folder, data: dataset.name, classes, confidence, method, risk, describe };
  await writeFile(path, renderPredictReport(told, options));
  return path;
}

/** How many are for a person; undefined where nobody asked. */
function askedOf({ all }: Told): number | undefined {
  return all[0]?.ask === undefined ? undefined : all.filter(({ ask }) => ask).length;
}

/** "; a person is asked about 12 of 300 (4.0 %)". */
function confidenceInWords(told: Told, { confidence }: PredictOptions): string {
  const asked = askedOf(told);
  if (asked !== undefined)
    return `; a person is asked about ${asked} of them (${percent(asked / told.all.length)})`;
  return confidence === undefined ? "" : `, with intervals that hold ${percent(confidence)} of the truths`;
}

/** The examples of a file as the model's own preparation makes them. @throws DataError where they are of another kind. */
export function preparedBy(
  loaded: LoadedModel,
  data: OpenedData,
  folder: string,
  options: { target: boolean },
) {
  const { preparation, inputShape } = loaded;
  if (preparation instanceof TablePreparation)
    return preparation.apply(tableOf(data, "the training data"), options);
  if (preparation === undefined || inputShape === undefined)
    throw new DataError(
      `${folder}: the model folder doesn't say how data are prepared; train it with mebae train`,
    );
  return imagesOf(data, inputShape);
}
