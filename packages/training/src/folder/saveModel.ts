import type { Preparation } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import { name as packageName, version as packageVersion } from "../../package.json";
import { crc32 } from "../crc32.js";
import type { Model, TargetScale } from "../model.js";
import { storeTensors } from "../safetensors/variables.js";
import { writeSafetensors } from "../safetensors/writeSafetensors.js";

export const modelFile = "model.json";
export const weightsFile = "weights.safetensors";
export const modelFormat = "mebae-model";
export const modelVersion = 1;

export type ModelTask = "classification" | "regression";

/** What a model folder says beside architecture and weights. */
export interface ModelDescription {
  readonly task: ModelTask;
  /** Names of the classes, in the order of the outputs. */
  readonly classes?: readonly string[];
  /** The shape of one prepared example. */
  readonly inputShape?: readonly number[];
  readonly targetScale?: TargetScale;
  /** How examples become what the network sees, learned from the training data. */
  readonly preparation?: Preparation;
  /** Versions of packages, beside those that Mebae knows of itself. */
  readonly packages?: Readonly<Record<string, string>>;
  /** Anything else that JSON holds: seed, scores, the data's name. */
  readonly information?: Readonly<Record<string, unknown>>;
}

/** The two files of a model folder. */
export interface ModelFiles extends Readonly<Record<string, Uint8Array>> {
  readonly "model.json": Uint8Array;
  readonly "weights.safetensors": Uint8Array;
}

/**
 * A model as the files of a folder: model.json and weights.safetensors, whose keys are the paths of the variables.
 * Where they are kept is the caller's choice; `saveModelFolder` of @mebae/training/node writes them.
 * @throws UsageError when a layer can't say what it is (no `toJSON`), or classification names no classes.
 */
export async function saveModel(
  model: Model & { toJSON?(): unknown },
  description: ModelDescription,
): Promise<ModelFiles> {
  if (!model.toJSON) {
    throw new UsageError(
      `saveModel: expected a model with toJSON(), which tells its architecture; ${model.constructor.name} has none`,
    );
  }
  const { preparation, packages, ...rest } = description;
  if (rest.task === "classification" && !rest.classes?.length)
    throw new UsageError("saveModel: a classification model needs the names of its classes");
  const values = [...model.namedVariables()].map(([name, { value }]) => [name, value] as const);
  const weights = writeSafetensors(await storeTensors(values), { format: modelFormat });
  const json = {
    format: modelFormat,
    version: modelVersion,
    architecture: model.toJSON(),
    ...rest,
    ...(preparation && { preparation: preparation.toJSON() }),
    packages: { [packageName]: packageVersion, ...packages },
    weights: { file: weightsFile, bytes: weights.length, crc32: crc32(weights) },
  };
  return {
    [modelFile]: new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`),
    [weightsFile]: weights,
  };
}
