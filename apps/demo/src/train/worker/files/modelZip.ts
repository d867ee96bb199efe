import type { NamedBytes } from "@mebae/data";
import { builtInLayers } from "@mebae/layers";
import { DataError } from "@mebae/tensor";
import { type LoadedModel, loadModel, type ModelFiles, saveModel } from "@mebae/training";
import { unzipSync, zipSync } from "fflate";
import type { Session } from "../session.js";
import { damagedZip } from "./refusals.js";

/** A session's network as the CLI's model folder, in one file. */
export async function zipModel(session: Session): Promise<Uint8Array> {
  const files = await modelFolder(session);
  // A fixed date: equal models are equal files.
  return zipSync({ ...files }, { mtime: "1980-01-01T00:00:00", level: 6 });
}

function modelFolder({ model, data, setup, last, step: steps }: Session): Promise<ModelFiles> {
  const { facts, preparation, targetScale } = data;
  const { seed, regularization } = setup;
  const { epoch, step, loss, ...metrics } = last ?? { epoch: 0, step: 0, loss: Number.NaN };
  return saveModel(model, {
    task: facts.task,
    ...(facts.classes.length > 0 && { classes: facts.classes }),
    inputShape: facts.inputShape,
    ...(targetScale && { targetScale }),
    preparation,
    information: {
      ...{ data: facts.name, target: facts.target, seed },
      ...{ steps, metrics, augmentation: regularization.augmentation },
    },
  });
}

/** So many unpacked bytes a model may have: a small zip can claim any size. */
const mostBytes = 256 << 20;

/** The model in a zip of its folder, whose files may stand in a folder of their own. @throws DataError as loadModel does */
export function openModelZip({ name, bytes }: NamedBytes): LoadedModel {
  const found: Record<string, Uint8Array> = unpack(name, bytes);
  const place = Object.keys(found)
    .filter((path) => /(^|\/)model\.json$/.test(path))
    .sort((a, b) => a.length - b.length)[0];
  if (place === undefined) throw new DataError(`${name}: expected model.json in the zip`, { file: name });
  const folder = place.slice(0, -"model.json".length);
  const inside = Object.entries(found).filter(([path]) => path.startsWith(folder));
  const files = Object.fromEntries(inside.map(([path, content]) => [path.slice(folder.length), content]));
  return loadModel(files, { layers: builtInLayers, name });
}

function unpack(name: string, bytes: Uint8Array): Record<string, Uint8Array> {
  let total = 0;
  try {
    return unzipSync(bytes, {
      filter: ({ name: entry, originalSize }) => {
        if (!/(^|\/)(model\.json|[^/]+\.safetensors)$/.test(entry)) return false;
        total += originalSize;
        if (total > mostBytes) throw new Error("too large");
        return true;
      },
    });
  } catch {
    if (total > mostBytes)
      throw new DataError(`${name}: it unpacks to more than ${mostBytes >> 20} MiB`, { file: name });
    throw damagedZip(name);
  }
}
