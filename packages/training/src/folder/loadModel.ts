import {
  type ExamplePreparation,
  type Preparation,
  type PreparationJSON,
  preparationFromJSON,
} from "@mebae/data";
import { type Layer, type LayerClass, layerFromJSON } from "@mebae/layers";
import { DataError } from "@mebae/tensor";
import { crc32 } from "../crc32.js";
import type { TargetScale } from "../model.js";
import { damaged } from "../safetensors/format.js";
import { readSafetensors } from "../safetensors/readSafetensors.js";
import { assignStored } from "../safetensors/variables.js";
import type { FileBytes } from "./files.js";
import { readJson } from "./readJson.js";
import { type ModelDescription, type ModelTask, modelFile, modelFormat, modelVersion } from "./saveModel.js";

/** A model and all that belongs to it; it is also what `evaluate` and `predict` take as options. */
export interface LoadedModel extends ModelDescription {
  readonly model: Layer;
  /** The preparation, where it works on single examples (images); a table's is applied to the table before. */
  readonly prepare?: ExamplePreparation;
  readonly task: ModelTask;
  readonly packages: Readonly<Record<string, string>>;
  readonly information: Readonly<Record<string, unknown>>;
}

export interface LoadModelOptions {
  /** The classes of layers that the architecture may name. */
  readonly layers: readonly LayerClass[];
  /** Where the files come from, for error messages. */
  readonly name?: string;
}

/**
 * The model that `saveModel` wrote, with all that belongs to it.
 * @throws DataError naming the file: missing, damaged, of a version from the future, a layer that isn't among
 *   `layers`, or weights of another architecture (with the key that is missing, unexpected or of another shape).
 */
export function loadModel(files: FileBytes, { layers, name = "" }: LoadModelOptions): LoadedModel {
  const path = (file: string) => (name ? `${name}/${file}` : file);
  const json = readJson(need(files, modelFile, path), path(modelFile), modelFormat, modelVersion);
  const parts = readParts(json, path(modelFile));
  const { file, ...stamp } = readStamp(json["weights"], path(modelFile));
  const bytes = need(files, file, path);
  if (stamp.bytes !== undefined && stamp.bytes !== bytes.length) {
    throw damaged(
      path(file),
      `the file is truncated or another one: expected ${stamp.bytes} bytes, found ${bytes.length}`,
    );
  }
  const { tensors } = readSafetensors(bytes, path(file));
  // Whoever edits the weights on purpose leaves the checksum out of model.json.
  if (stamp.crc32 !== undefined && stamp.crc32 !== crc32(bytes))
    throw damaged(path(file), "the file was changed or damaged since it was saved");
  const model = build(json["architecture"], layers, path(modelFile));
  try {
    assignStored(model.namedVariables(), tensors, path(file));
  } catch (error) {
    model.dispose();
    throw error;
  }
  return { model, ...parts };
}

function need(files: FileBytes, file: string, path: (file: string) => string): Uint8Array {
  const bytes = files[file];
  if (!bytes)
    throw damaged(path(file), "the file isn't there; a model folder holds model.json and its weights");
  return bytes;
}

interface Stamp {
  readonly file: string;
  readonly bytes?: number;
  readonly crc32?: string;
}

function readStamp(value: unknown, file: string): Stamp {
  const stamp = (value ?? {}) as Partial<Stamp>;
  if (typeof stamp.file !== "string" || !/^[\w.-]+$/.test(stamp.file))
    throw damaged(file, "expected weights.file to name the weights file");
  return { ...stamp, file: stamp.file };
}

function build(architecture: unknown, layers: readonly LayerClass[], file: string): Layer {
  try {
    return layerFromJSON(architecture as Parameters<typeof layerFromJSON>[0], layers);
  } catch (cause) {
    throw damaged(file, `the architecture can't be built: ${(cause as Error).message}`, cause);
  }
}

function readParts(json: Record<string, unknown>, file: string): Omit<LoadedModel, "model"> {
  const { task, classes, inputShape, targetScale, packages = {}, information = {} } = json;
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) throw damaged(file, `expected ${what}`);
  };
  expect(task === "classification" || task === "regression", `a task of "classification" or "regression"`);
  expect(
    task === "regression" || (Array.isArray(classes) && classes.length > 0 && classes.every(isString)),
    "classes as a list of names",
  );
  expect(
    inputShape === undefined || (Array.isArray(inputShape) && inputShape.every(Number.isInteger)),
    "inputShape as a list of whole numbers",
  );
  const scale = targetScale as TargetScale | undefined;
  expect(
    scale === undefined || (Number.isFinite(scale?.mean) && scale.standardDeviation > 0),
    "targetScale with a mean and a standard deviation",
  );
  return {
    task: task as ModelTask,
    ...(classes !== undefined && { classes: classes as readonly string[] }),
    ...(inputShape !== undefined && { inputShape: inputShape as readonly number[] }),
    ...(scale && { targetScale: scale }),
    ...readPreparation(json["preparation"], file),
    packages: packages as Readonly<Record<string, string>>,
    information: information as Readonly<Record<string, unknown>>,
  };
}

function readPreparation(json: unknown, file: string): Pick<LoadedModel, "preparation" | "prepare"> {
  if (json === undefined) return {};
  let preparation: Preparation;
  try {
    preparation = preparationFromJSON(json as PreparationJSON);
  } catch (cause) {
    throw new DataError(`${file}: ${(cause as Error).message}`, { file }, { cause });
  }
  return "write" in preparation ? { preparation, prepare: preparation } : { preparation };
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}
