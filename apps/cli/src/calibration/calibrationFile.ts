import { createHash } from "node:crypto";
import { join } from "node:path";
import { DataError, Generator } from "@mebae/tensor";
import { softmaxRows } from "@mebae/training";
import { folderFiles } from "@mebae/training/node";
import type { Judgement } from "../training/judgement.js";

export const calibrationFile = "calibration.json";
const format = "mebae-calibration";
const version = 1;
/** More rows than this say hardly more, and would make the file large. */
const mostRows = 5000;

/** How what is kept was predicted: by the model itself, or by the networks of folds, each of what it hadn't seen. */
export type CalibrationOrigin = "held out" | "test" | "folds";

/** What a model predicted of examples that it hasn't learned from, beside what was right. */
export type CalibrationOutcomes = { readonly origin: CalibrationOrigin } & (
  | {
      readonly task: "classification";
      readonly classes: readonly string[];
      /** [examples, classes], row-major. */
      readonly probabilities: Float64Array;
      readonly labels: Int32Array;
    }
  | { readonly task: "regression"; readonly predicted: Float64Array; readonly expected: Float64Array }
);

/** What model.json says of the file beside it, so that one isn't read with the outcomes of another. */
export interface CalibrationStamp {
  readonly file: string;
  readonly examples: number;
  readonly sha256: string;
}

/** The outcomes of a judgement as a file, at most 5000 of them, drawn at random. */
export function calibrationBytes(
  judgement: Judgement,
  origin: CalibrationOrigin,
): { bytes: Uint8Array; stamp: CalibrationStamp } {
  const { task, classes, outputs, expected, width } = judgement;
  const rows = chosenRows(expected.length);
  const of = (values: ArrayLike<number>) => Array.from(rows, (row) => values[row]!);
  const outcomes =
    task === "classification"
      ? { classes, labels: of(expected), probabilities: rowsOf(softmaxRows(outputs, width), rows, width) }
      : { expected: of(expected), predicted: of(outputs) };
  const json = { format, version, task, origin, judged: expected.length, ...outcomes };
  const bytes = new TextEncoder().encode(`${JSON.stringify(json)}\n`);
  return { bytes, stamp: { file: calibrationFile, examples: rows.length, sha256: sha256Of(bytes) } };
}

function chosenRows(count: number): Int32Array {
  const order = new Generator(0).fold("calibration").permutation(count);
  return Int32Array.from(order.subarray(0, mostRows)).sort();
}

/** Each row as a list; seven figures are what float32 has. */
function rowsOf(values: Float64Array, rows: Int32Array, width: number): number[][] {
  return Array.from(rows, (row) =>
    Array.from(values.subarray(row * width, (row + 1) * width), (p) => Number(p.toPrecision(7))),
  );
}

function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/**
 * The outcomes that `mebae train` kept in a model folder.
 * @throws DataError where there are none, or they are damaged, from the future, or of another model
 */
export async function readCalibration(
  folder: string,
  model: { readonly task: string; readonly classes?: readonly string[]; readonly information: object },
): Promise<CalibrationOutcomes> {
  const file = join(folder, calibrationFile);
  const bytes = await folderFiles(folder).read(calibrationFile);
  const refuse = (what: string, cause?: unknown): never => {
    throw new DataError(`${file}: ${what}`, { file }, { cause });
  };
  const train = "train the model again with this version of mebae train";
  if (!bytes) return refuse(`the file isn't there, without which nothing is known of confidence; ${train}`);
  const { calibration: stamp } = model.information as { calibration?: Partial<CalibrationStamp> };
  if (stamp?.sha256 !== sha256Of(bytes))
    return refuse(`the file is damaged, or of another model than model.json; ${train}`);
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    return refuse("the file is no JSON text", cause);
  }
  if (json["format"] !== format) return refuse(`expected the format "${format}"`);
  if (json["version"] !== version)
    return refuse(
      `it is of format version ${json["version"]}, and this program reads ${version}: update Mebae`,
    );
  return outcomesOf(json, model) ?? refuse(`expected outcomes of the same classes as model.json; ${train}`);
}

function outcomesOf(
  json: Record<string, unknown>,
  { task, classes }: { readonly task: string; readonly classes?: readonly string[] },
): CalibrationOutcomes | undefined {
  const origin = json["origin"] as CalibrationOrigin;
  if (json["task"] !== task) return undefined;
  if (task === "regression") {
    const { predicted, expected } = json as { predicted: number[]; expected: number[] };
    return { origin, task, predicted: Float64Array.from(predicted), expected: Float64Array.from(expected) };
  }
  if (!classes || JSON.stringify(json["classes"]) !== JSON.stringify(classes)) return undefined;
  const { labels, probabilities } = json as { labels: number[]; probabilities: number[][] };
  return {
    ...{ origin, task: "classification", classes },
    labels: Int32Array.from(labels),
    probabilities: Float64Array.from(probabilities.flat()),
  };
}
