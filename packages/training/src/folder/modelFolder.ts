import { builtInLayers, type LayerClass } from "@mebae/layers";
import { DataError } from "@mebae/tensor";
import type { Model } from "../model.js";
import { type LoadedModel, loadModel } from "./loadModel.js";
import { folderFiles } from "./nodeFiles.js";
import { type ModelDescription, modelFile, saveModel, weightsFile } from "./saveModel.js";

/**
 * Writes a model folder; each file is replaced as a whole. The weights come first, so that a kill between the two
 * files leaves a folder that `loadModelFolder` refuses rather than one that answers wrongly.
 * @throws UsageError when the folder can't be written to, and as `saveModel`.
 */
export async function saveModelFolder(
  folder: string,
  model: Model & { toJSON?(): unknown },
  description: ModelDescription,
): Promise<void> {
  const files = await saveModel(model, description);
  const store = folderFiles(folder);
  await store.write(weightsFile, files[weightsFile]);
  await store.write(modelFile, files[modelFile]);
}

/**
 * Reads a model folder. Every layer of @mebae/layers is known; `extraLayers` adds classes of your own.
 * @throws DataError as `loadModel`.
 */
export async function loadModelFolder(
  folder: string,
  options: { readonly extraLayers?: readonly LayerClass[] } = {},
): Promise<LoadedModel> {
  const store = folderFiles(folder);
  const files: Record<string, Uint8Array> = {};
  for (const name of [modelFile, weightsFile]) {
    const bytes = await store.read(name);
    if (bytes) files[name] = bytes;
  }
  if (Object.keys(files).length === 0)
    throw new DataError(`${folder}: expected a model folder, found no ${modelFile} in it`, { file: folder });
  return loadModel(files, { layers: [...builtInLayers, ...(options.extraLayers ?? [])], name: folder });
}
