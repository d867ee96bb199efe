import { allOf, foldsOf } from "@mebae/data";
import { percent } from "../words.js";
import { type Job, type KeptFold, type Outcome, trainJobPart } from "./job.js";
import { type Judgement, joined, metricsOf } from "./judgement.js";
import { judgePart } from "./part.js";

/** K networks, each judged by the fold that it hasn't seen, and one more that learns from all examples, to be kept. */
export async function crossValidate(job: Job, folds: number): Promise<Outcome> {
  const { source, output, run, seed } = job;
  const judgements: Judgement[] = [];
  const scores: Record<string, number>[] = [];
  let first: KeptFold | undefined;
  let seconds = 0;
  for (const [i, split] of foldsOf(source, folds, seed).entries()) {
    const name = `fold ${i + 1}`;
    const kept = run.part(name) ?? (await trainFold(job, name, split));
    const judgement = judgeKept(job, kept, split.test);
    const metrics = metricsOf(judgement);
    output.say(`Fold ${i + 1} of ${folds}: ${inWords(metrics)}, on ${split.test.length} held out`);
    output.event({ event: "fold", fold: i + 1, metrics });
    judgements.push(judgement);
    scores.push(metrics);
    first ??= kept;
    seconds += kept.seconds;
  }
  const trained = await trainJobPart(job, "model", allOf(source));
  return {
    trained,
    judgement: joined(judgements),
    folds: scores,
    history: first!.history,
    seconds: seconds + trained.seconds,
    heldOut: `in ${folds} folds`,
    origin: "folds",
    describe: (index) => source.describe(index),
  };
}

async function trainFold(
  job: Job,
  name: string,
  split: { train: Int32Array; test: Int32Array },
): Promise<KeptFold> {
  const trained = await trainJobPart(job, name, split.train, ({ examples }) => examples(split.test));
  const { outputs } = await judgePart(trained, trained.prepared.examples(split.test), split.test);
  trained.model.dispose();
  const { history, seconds } = trained;
  const kept = { outputs: Array.from(outputs), history, seconds };
  await job.run.keep(name, kept);
  return kept;
}

function judgeKept({ source }: Job, { outputs }: KeptFold, test: Int32Array): Judgement {
  const { task, classes = [], expected } = source;
  return {
    task,
    classes,
    width: outputs.length / test.length,
    outputs: Float64Array.from(outputs),
    expected: Float64Array.from(test, (index) => expected[index]!),
    indices: test,
  };
}

function inWords(metrics: Readonly<Record<string, number>>): string {
  const { accuracy, r2, rmse } = metrics;
  return accuracy === undefined
    ? `R² ${r2!.toFixed(3)}, RMSE ${rmse!.toPrecision(4)}`
    : `accuracy ${percent(accuracy)}`;
}
