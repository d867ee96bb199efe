import {
  allOf,
  type Dataset,
  describeImage,
  describeRow,
  type Example,
  heldOut,
  type OpenedData,
} from "@mebae/data";
import { type Job, type Outcome, trainJobPart } from "./job.js";
import { judgePart } from "./trainPart.js";

/** One network that learns from all examples and is judged by those of another file. */
export async function trainAndTest(job: Job, test: OpenedData): Promise<Outcome> {
  let dataset: Dataset | undefined;
  const trained = await trainJobPart(job, "model", allOf(job.source), ({ other }) => (dataset = other(test)));
  const indices = Int32Array.from({ length: dataset!.length }, (_, i) => i);
  return {
    trained,
    judgement: await judgePart(trained, dataset!, indices),
    history: trained.result.history,
    seconds: trained.result.seconds,
    heldOut: `of ${dataset!.name}`,
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
    history: trained.result.history,
    seconds: trained.result.seconds,
    heldOut: "held out",
    describe: (index) => source.describe(index),
  };
}

function describeIn(data: OpenedData, index: number): Example {
  return data.kind === "table" ? describeRow(data.table, index) : describeImage(data.dataset, index);
}
