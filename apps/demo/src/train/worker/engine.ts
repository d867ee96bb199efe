import type { OpenedData } from "@mebae/data";
import { transfer } from "comlink";
import type { DataFacts, DroppedFile, FilesOutcome, ModelScores, Refusal, Report, View } from "../report.js";
import { fitLayers } from "../setup/fit.js";
import type { Setup } from "../setup/setup.js";
import { type Classification, type Classifier, classify } from "./classify.js";
import { chosenData, chosenSource } from "./data/chosenData.js";
import type { IdxHalf } from "./files/openFiles.js";
import type { OpenedModel } from "./openedModel.js";
import { orRefusal } from "./refused.js";
import { Session } from "./session.js";

let tell: (report: Report) => void = () => undefined;
let opened: OpenedData | undefined;
let half: IdxHalf | undefined;
let model: OpenedModel | undefined;
let session: Session | undefined;
let driving: Promise<void> = Promise.resolve();
let preparing: Promise<unknown> = Promise.resolve();

function classifierOf({ model, data }: Session): Classifier {
  const { prepare, facts, train } = data;
  return {
    ...{ model, classes: facts.classes, inputShape: facts.inputShape },
    ...(prepare && { prepare }),
    isOfBytes: train.features.data instanceof Uint8Array,
  };
}

function closeModel(): void {
  model?.dispose();
  model = undefined;
}

/** The opened model on the engine of this moment: what was made on another can't be used beside it, or is lost. */
function modelOfNow(): OpenedModel | undefined {
  model = model?.onEngine();
  return model;
}

async function rest(): Promise<void> {
  session?.pause();
  await driving;
}

async function prepare(setup: Setup): Promise<Prepared> {
  await rest();
  const data = await chosenData(setup, opened);
  const { facts } = data;
  await session?.dispose();
  session = undefined;
  if (fitLayers(setup.layers, facts.inputShape, data.outputs).misfit) return { facts, view: undefined };
  session = await Session.begin(setup, data, tell);
  return { facts, view: await session.viewer.look(session.model) };
}

/** What a set-up comes to before training: its data, and the network with its first weights. */
export interface Prepared {
  readonly facts: DataFacts;
  /** Undefined where the layers don't fit the data. */
  readonly view: View | undefined;
}

/** Computes for this room, in the worker: one network at a time. */
export const trainEngine = {
  /** All that training tells goes to `listener`. */
  listen(listener: (report: Report) => void): void {
    tell = listener;
  },

  /**
   * Makes the network of a set-up, in place of the one before; one after the other, so that none is left behind.
   * @throws DataError as the data's readers do
   */
  prepare(setup: Setup): Promise<Prepared | { readonly refusal: Refusal }> {
    const prepared = preparing.then(() => orRefusal(() => prepare(setup)));
    preparing = prepared.catch(() => undefined);
    return prepared;
  },

  /** Trains until `pause`, or to the end; one step where `isSingle`. Ends with a report of type "end". */
  drive(isSingle: boolean): Promise<void> {
    driving = driving.then(() => session?.drive(isSingle));
    return driving;
  },

  pause: rest,

  /** Takes a finished training on for as many epochs again. */
  async extend(): Promise<void> {
    await rest();
    await session?.extend();
  },

  /** Looks after the network where it rests, when another device is there or the one before was lost. */
  settle(): Promise<void> {
    driving = driving.then(() => session?.settle());
    return driving;
  },

  /** Goes on after a device was lost: on that of this moment, from the last epoch's end. */
  async rebuild(): Promise<void> {
    await rest();
    await session?.rebuild();
  },

  /** Follows another held-out example through the layers. */
  async look(example: number): Promise<View | undefined> {
    if (!session) return undefined;
    session.viewer.example = example;
    return session.viewer.look(session.model);
  },

  /**
   * Reads dropped files: data to learn from, one half of an IDX pair, or a saved model. All or nothing.
   * @throws DataError naming file, row and reason
   */
  async openFiles(files: readonly DroppedFile[]): Promise<FilesOutcome | { readonly refusal: Refusal }> {
    const { openFiles } = await import("./files/openFiles.js");
    const found = await orRefusal(() => openFiles(files, half));
    if ("refusal" in found) return found;
    half = found.kind === "half" ? found.half : undefined;
    if (found.kind === "half") return { kind: "half", half: found.half.kind, name: found.half.file.name };
    if (found.kind === "model") {
      const { OpenedModel } = await import("./openedModel.js");
      const read = new OpenedModel(found.archive);
      await rest();
      closeModel();
      model = read;
      return { kind: "model", facts: model.facts, view: { filters: await model.filters() } };
    }
    opened = found.data;
    const { data, target, passedOver, classesFrom } = found;
    const name = data.kind === "images" ? data.dataset.name : data.table.name;
    const columns = data.kind === "table" ? data.table.columnNames : undefined;
    return { kind: "data", name, isImages: data.kind === "images", columns, target, passedOver, classesFrom };
  },

  /** Measures the opened model by the data of a set-up. @throws DataError where they are of another kind */
  async judgeModel(setup: Setup): Promise<ModelScores | undefined> {
    return modelOfNow()?.judge(chosenSource(setup, opened));
  },

  closeModel,

  /** The network as the CLI's model folder, zipped. */
  async save(): Promise<Uint8Array> {
    await rest();
    if (!session) throw new Error("there is no network");
    const { zipModel } = await import("./files/modelZip.js");
    const bytes = await zipModel(session);
    return transfer(bytes, [bytes.buffer]);
  },

  /** What the opened model, or else the network of the last training, takes an image for; see `classify`. */
  classify(pixels: Float32Array): Promise<Classification> {
    return classify(modelOfNow()?.classifier ?? (session && classifierOf(session)), pixels);
  },
};
