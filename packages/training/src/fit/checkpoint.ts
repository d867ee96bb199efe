import type { Sampling } from "@mebae/data";
import { type Tensor, tensor, UsageError, type Variable } from "@mebae/tensor";
import { crc32 } from "../crc32.js";
import type { FileStore } from "../folder/files.js";
import { readJson } from "../folder/readJson.js";
import { damaged, type StoredTensor } from "../safetensors/format.js";
import { readSafetensors } from "../safetensors/readSafetensors.js";
import { assignStored, checkStored, storeTensors, withPrefix } from "../safetensors/variables.js";
import { writeSafetensors } from "../safetensors/writeSafetensors.js";
import type { EarlyStoppingState } from "./earlyStopping.js";
import type { EpochRecord } from "./events.js";

const format = "mebae-checkpoint";
const formatVersion = 1;
export const checkpointFile = "checkpoint.json";

/** Where training stands: with the tensors, all that a resumed run needs to equal an uninterrupted one. */
export interface TrainingPlace {
  readonly seed: number;
  readonly batchSize: number;
  readonly examples: number;
  readonly sampling: Sampling;
  /** The epoch that runs, from 0, and how many of its batches are done. */
  readonly epoch: number;
  readonly batch: number;
  readonly step: number;
  /** Sums over the running epoch's examples whose loss was read. */
  readonly lossSum: number;
  readonly lossCount: number;
  readonly seconds: number;
  readonly baseLearningRate: number;
  readonly learningRate: number;
  readonly history: readonly EpochRecord[];
  readonly earlyStopping?: EarlyStoppingState;
}

export interface CheckpointParts {
  readonly model: ReadonlyMap<string, Variable>;
  readonly optimizer: ReadonlyMap<string, Variable>;
}

interface CheckpointJSON extends TrainingPlace {
  readonly format: string;
  readonly version: number;
  readonly weights: { readonly file: string; readonly bytes: number; readonly crc32: string };
  /** Paths of the best epoch's tensors in the weights file. */
  readonly hasBest: boolean;
}

/**
 * Writes a checkpoint: the tensors into the one of two files that the last checkpoint isn't in, then
 * checkpoint.json, which names it. Until that second file is replaced, the last checkpoint stands whole.
 * @returns a weight that isn't finite, where there is one; then nothing was written.
 */
export async function writeCheckpoint(
  files: FileStore,
  place: TrainingPlace,
  { model, optimizer }: CheckpointParts,
  best: ReadonlyMap<string, Tensor> | undefined,
): Promise<{ name: string; value: number } | undefined> {
  const stored = new Map<string, StoredTensor>();
  await storeTensors(valuesOf(model), stored, "model/");
  for (const [name, { data }] of stored) {
    const value = data.find((number) => !Number.isFinite(number));
    if (value !== undefined) return { name: name.slice("model/".length), value };
  }
  await storeTensors(valuesOf(optimizer), stored, "optimizer/");
  await storeTensors(best ?? [], stored, "best/");
  const bytes = writeSafetensors(stored);
  const file = otherFile(await files.read(checkpointFile));
  await files.write(file, bytes);
  const json: CheckpointJSON = {
    format,
    version: formatVersion,
    ...place,
    weights: { file, bytes: bytes.length, crc32: crc32(bytes) },
    hasBest: best !== undefined,
  };
  await files.write(checkpointFile, new TextEncoder().encode(`${JSON.stringify(json, null, 2)}\n`));
  return undefined;
}

function valuesOf(variables: ReadonlyMap<string, Variable>): [string, Tensor][] {
  return [...variables].map(([name, variable]) => [name, variable.value]);
}

function otherFile(previous: Uint8Array | undefined): string {
  const isFirst = previous && new TextDecoder().decode(previous).includes('"checkpoint-0.safetensors"');
  return `checkpoint-${isFirst ? 1 : 0}.safetensors`;
}

export interface RestoredCheckpoint {
  readonly place: TrainingPlace;
  readonly best: Map<string, Tensor> | undefined;
}

/**
 * Puts a checkpoint back into model and optimizer; undefined where there is none. Nothing is changed unless all fits.
 * @param check throws where the checkpoint is of another run
 * @throws DataError: damaged files, or those of another architecture or optimizer, naming file and key.
 */
export async function readCheckpoint(
  files: FileStore,
  { model, optimizer }: CheckpointParts,
  check: (place: TrainingPlace) => void,
): Promise<RestoredCheckpoint | undefined> {
  const text = await files.read(checkpointFile);
  if (!text) return undefined;
  const json = readJson(text, checkpointFile, format, formatVersion) as unknown as CheckpointJSON;
  const file = json.weights?.file;
  if (typeof file !== "string" || !Array.isArray(json.history) || !Number.isInteger(json.step))
    throw damaged(checkpointFile, "expected the place in training with its history and weights file");
  check(json);
  const bytes = await files.read(file);
  if (!bytes) throw damaged(file, `the file that ${checkpointFile} names isn't there`);
  if (crc32(bytes) !== json.weights.crc32)
    throw damaged(file, "the file was changed or damaged since it was saved");
  const { tensors } = readSafetensors(bytes, file);
  const best = json.hasBest ? withPrefix(tensors, "best/") : undefined;
  if (best) checkStored(model, best, file);
  const moments = withPrefix(tensors, "optimizer/");
  checkStored(optimizer, moments, `${file} (optimizer)`);
  assignStored(model, withPrefix(tensors, "model/"), file);
  assignStored(optimizer, moments, file);
  return { place: { ...json, history: json.history.map(reviveMetrics) }, best: best && upload(best, model) };
}

/** JSON has no NaN: a metric that isn't defined (R² of a constant) comes back from null. */
function reviveMetrics(record: EpochRecord): EpochRecord {
  const metrics = Object.entries(record.metrics).map(([name, value]) => [name, value ?? Number.NaN]);
  return { ...record, metrics: Object.fromEntries(metrics) };
}

function upload(
  stored: ReadonlyMap<string, StoredTensor>,
  model: ReadonlyMap<string, Variable>,
): Map<string, Tensor> {
  const uploaded = new Map<string, Tensor>();
  for (const [name, variable] of model) {
    const { data, dtype } = stored.get(name)!;
    using value = tensor(data, { dtype, shape: variable.shape, backend: variable.value.backend });
    uploaded.set(name, value.alias({ owner: null }));
  }
  return uploaded;
}

/** @throws UsageError when a run is resumed with other options than it was begun with. */
export function assertSameRun(
  place: TrainingPlace,
  run: Pick<TrainingPlace, "seed" | "batchSize" | "examples" | "sampling">,
): void {
  for (const name of ["seed", "batchSize", "examples", "sampling"] as const) {
    if (place[name] !== run[name]) {
      throw new UsageError(
        `resume: the checkpoint was written with ${name} ${place[name]}, this run has ${run[name]}`,
        { [name]: run[name] },
      );
    }
  }
}
