import type { OpenedData } from "@mebae/data";
import type { DataFacts, Report, View } from "../report.js";
import { fitLayers } from "../setup/fit.js";
import type { Setup } from "../setup/setup.js";
import { type Classification, type Classifier, classify } from "./classify.js";
import { chosenData } from "./data/chosenData.js";
import { Session } from "./session.js";

let tell: (report: Report) => void = () => undefined;
let opened: OpenedData | undefined;
let session: Session | undefined;
let driving: Promise<void> = Promise.resolve();

function classifierOf({ model, data }: Session): Classifier {
  const { prepare, facts, train } = data;
  return {
    ...{ model, classes: facts.classes, inputShape: facts.inputShape },
    ...(prepare && { prepare }),
    isOfBytes: train.features.data instanceof Uint8Array,
  };
}

async function rest(): Promise<void> {
  session?.pause();
  await driving;
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

  /** Makes the network of a set-up, in place of the one before. @throws DataError as the data's readers do. */
  async prepare(setup: Setup): Promise<Prepared> {
    await rest();
    const data = chosenData(setup, opened);
    const { facts } = data;
    await session?.dispose();
    session = undefined;
    if (fitLayers(setup.layers, facts.inputShape, data.outputs).misfit) return { facts, view: undefined };
    session = new Session(setup, data, tell);
    return { facts, view: await session.viewer.look(session.model) };
  },

  /** Trains until `pause`, or to the end; one step where `isSingle`. Ends with a report of type "end". */
  drive(isSingle: boolean): Promise<void> {
    driving = session?.drive(isSingle) ?? Promise.resolve();
    return driving;
  },

  pause: rest,

  /** Takes a finished training on for as many epochs again. */
  async extend(): Promise<void> {
    await rest();
    await session?.extend();
  },

  /** Takes the network to the device of this moment, as it was at the last epoch's end. */
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

  /** What the network of the last training takes an image for; see `classify`. */
  classify(pixels: Float32Array): Promise<Classification> {
    return classify(session && classifierOf(session), pixels);
  },
};
