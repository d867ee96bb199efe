import { writeFile } from "node:fs/promises";
import { imagesOf, type OpenedData, TablePreparation, tableOf } from "@mebae/data";
import { DataError, UsageError } from "@mebae/tensor";
import { type LoadedModel, type Predictions, predict as predictAll } from "@mebae/training";
import { loadModelFolder } from "@mebae/training/node";
import type { CommonOptions } from "../arguments.js";
import { likeShape, open } from "../data/open.js";
import { exitCodes, type Io } from "../io.js";
import { Output } from "../output.js";
import { readingProgress } from "../progress.js";
import { counted } from "../words.js";

export interface PredictOptions extends CommonOptions {
  readonly query?: string;
  readonly out?: string;
}

/** Predicts each example of a file: a CSV of predictions on standard output, or in a file. */
export async function predict(
  folder: string,
  path: string,
  options: PredictOptions,
  io: Io,
): Promise<number> {
  const output = new Output(io, options.json);
  const loaded = await loadModelFolder(folder);
  const { data } = await open(path, {
    query: options.query,
    images: { signal: io.signal, onProgress: readingProgress(io), ...likeShape(loaded.inputShape ?? []) },
  });
  const dataset = preparedBy(loaded, data, folder, { target: false });
  const predictions = await predictAll(loaded.model, dataset, loaded);
  const places = data.kind === "table" ? data.table.rowNumbers : dataset.names;
  const read = reader(loaded, predictions);
  const all = Array.from({ length: dataset.length }, (_, i) => ({ place: places?.[i] ?? i + 1, ...read(i) }));
  const place = data.kind === "table" ? "row" : "image";
  if (options.out !== undefined) {
    await writeFile(options.out, csvOf(loaded, all, place)).catch((cause: Error) => {
      throw new UsageError(`${options.out}: the file can't be written (${cause.message})`, { cause });
    });
    output.say(`${counted(dataset.length, "prediction")} in ${options.out}`);
  } else if (!options.json) io.stdout(csvOf(loaded, all, place));
  for (const { place: at, ...prediction } of all)
    output.event({ event: "prediction", [place]: at, ...prediction });
  const { task, classes } = loaded;
  output.event({ event: "result", task, classes, examples: dataset.length, model: folder, out: options.out });
  return exitCodes.done;
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

interface Prediction {
  readonly predicted: string | number;
  readonly probability?: number;
  /** In the order of the classes. */
  readonly probabilities?: readonly number[];
}

function reader(
  { task, classes = [] }: LoadedModel,
  predictions: Predictions,
): (index: number) => Prediction {
  const { outputs, width } = predictions;
  if (task === "regression") return (index) => ({ predicted: outputs[index * width]! });
  const labels = predictions.labels();
  const all = predictions.probabilities();
  return (index) => {
    const probabilities = Array.from(all.subarray(index * width, (index + 1) * width));
    const label = labels[index]!;
    return { predicted: classes[label]!, probability: probabilities[label]!, probabilities };
  };
}

function csvOf(
  { classes = [], task }: LoadedModel,
  all: readonly (Prediction & { place: number | string })[],
  place: string,
) {
  const perClass = classes.map((name) => `probability of ${name}`);
  const head =
    task === "regression" ? [place, "predicted"] : [place, "predicted", "probability", ...perClass];
  const lines = all.map(({ place, predicted, probability, probabilities = [] }) => {
    const numbers = probability === undefined ? [] : [probability, ...probabilities];
    return [quoted(String(place)), quoted(String(predicted)), ...numbers.map((p) => p.toFixed(6))].join(",");
  });
  return `${[head.map(quoted).join(","), ...lines].join("\n")}\n`;
}

/** A CSV cell by RFC 4180. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
