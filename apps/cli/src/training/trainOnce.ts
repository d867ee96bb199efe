import {
  allOf,
  describeImage,
  describeRow,
  type Example,
  heldOut,
  type OpenedData,
  type Prepared,
} from "@mebae/data";
import { type Job, type Outcome, trainJobPart } from "./job.js";
import { judgePart } from "./part.js";

/** One network that learns from all examples and is judged by those of another file. */
export async function trainAndTest(job: Job, test: OpenedData): Promise<Outcome> {
  const held = ({ other }: Prepared) => other(test);
  const trained = await trainJobPart(job, "model", allOf(job.source), held);
  const dataset = held(trained.prepared);
  const indices = Int32Array.from({ length: dataset.length }, (_, i) => i);
  return {
    trained,
    judgement: await judgePart(trained, dataset, indices),
    history: trained.history,
    seconds: trained.seconds,
    heldOut: `of ${dataset.name}`,
    origin: "test",
    describe: (index) => describeIn(test, index),
  };
}

/** One network that learns from four fifths of the examples and is judged by the last. */
export async function trainAndHoldOut(job: Job): Promise<Outcome> {
  const { source, seed } = job;
  const { train, test } = heldOut(source, seed);
  const trained = await trainJobPart(job, "model", train, ({ examples }) => examples(test));
  return {
    trained,
    judgement: await judgePart(trained, trained.prepared.examples(test), test),
    history: trained.history,
    seconds: trained.seconds,
    heldOut: "held out",
    origin: "held out",
    describe: (index) => source.describe(index),
  };
}

function describeIn(data: OpenedData, index: number): Example {
  return data.kind === "table" ? describeRow(data.table, index) : describeImage(data.dataset, index);
}
