import { UsageError } from "@mebae/tensor";
import type { FileStore } from "../folder/files.js";
import { readJson } from "../folder/readJson.js";
import { damaged } from "../safetensors/format.js";
import type { TrainingPlan } from "./plan.js";

const file = "recipe.json";
const format = "mebae-recipe";
const version = 1;

/** What an interrupted recipe must not decide anew: the clock had a say in it. */
export interface RecipeProgress extends TrainingPlan {
  readonly seed: number;
  readonly rows: number;
}

/**
 * The plan of the run that was interrupted, or undefined where there is none.
 * @throws UsageError where that run had another seed or other rows; DataError where the file is damaged.
 */
export async function readProgress(
  files: FileStore,
  run: { readonly seed: number; readonly rows: number },
): Promise<RecipeProgress | undefined> {
  const bytes = await files.read(file);
  if (!bytes) return undefined;
  const json = readJson(bytes, file, format, version) as unknown as RecipeProgress;
  for (const name of ["seed", "rows"] as const) {
    if (json[name] !== run[name]) {
      throw new UsageError(
        `resume: the interrupted run had ${name} ${json[name]}, this one has ${run[name]}`,
        { [name]: run[name] },
      );
    }
  }
  const { seed, rows, members, steps } = json;
  if (!(Number.isInteger(members) && members > 0 && Number.isInteger(steps) && steps > 0))
    throw damaged(file, "expected how many nets and steps were planned");
  return { seed, rows, members, steps };
}

export async function writeProgress(files: FileStore, progress: RecipeProgress): Promise<void> {
  const json = { format, version, ...progress };
  await files.write(file, new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`));
}

/** The files of one net, beside those of the others. */
export function netFiles(files: FileStore, net: number): FileStore {
  const name = (inner: string) => `net-${net + 1}-${inner}`;
  return {
    read: (inner) => files.read(name(inner)),
    write: (inner, bytes) => files.write(name(inner), bytes),
    removeAll: (prefix) => files.removeAll(name(prefix)),
  };
}
