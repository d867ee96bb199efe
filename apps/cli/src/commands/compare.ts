import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type CompareProgress, type Comparison, compare as compareLearners } from "@mebae/assess";
import type { CommonOptions } from "../arguments.js";
import { methodsFor } from "../comparing/methods.js";
import { comparisonLines, judgedBy } from "../comparing/tell.js";
import { examplesOf, named } from "../data/examplesOf.js";
import { openTraining, warnOf } from "../data/openTraining.js";
import { foldsAsked } from "../data/splitting.js";
import { dataInWords, tellAbout } from "../data/tellAbout.js";
import { type TrainingDataOptions, trainingIdentity } from "../data/trainingDataOptions.js";
import { exitCodes, type Io } from "../io.js";
import { networkLearner, shortBudgets } from "../learners/networkLearner.js";
import { Output } from "../output.js";
import { PartProgress } from "../progress.js";
import { renderCompareReport } from "../report/compare/compareReport.js";
import { TimeLeft } from "../timeLeft.js";
import { beginRun, tellFinished } from "../training/beginRun.js";
import type { Result } from "../training/runFolder.js";

export interface CompareOptions extends CommonOptions, TrainingDataOptions {
  readonly folds: number;
  readonly repeats: number;
  readonly methods?: readonly string[];
  readonly budget: number;
  readonly out?: string;
  readonly resume: boolean;
  readonly seed: number;
}

/** The network beside classical methods on the same folds: a table, a verdict and a report. */
export async function compare(path: string, options: CompareOptions, io: Io): Promise<number> {
  const { folds, repeats, seed, budget, resume } = options;
  const output = new Output(io, options.json);
  const out = options.out ?? resolve("runs", `${basename(path).replace(/\..*$/, "") || "data"}-compare`);
  const { data, fingerprint } = await openTraining(path, options, io);
  const examples = named(await examplesOf(data, options), path);
  const network = networkLearner(data, { budgetSeconds: budget });
  const learners = [network, ...methodsFor(examples, options.methods)];
  warnOf(examples, io);
  const dealt = foldsAsked(examples, folds, { ...options, file: path }).length;
  const identity = { command: "compare", ...trainingIdentity(options, fingerprint, examples) };
  const settings = { ...identity, folds, repeats, seed, budget, methods: options.methods?.join(", ") };
  using run = await beginRun<never>(out, settings, resume, output);
  if (run.finished) {
    tellFinished(run, output);
    return exitCodes.done;
  }
  tellAbout(examples, data, output);
  const expected = [{ name: network.name, budgetSeconds: budget }, ...learners.slice(1)];
  const timeLeft = new TimeLeft(expected, dealt * repeats);
  const progress = new Following(output, timeLeft, { folds: dealt, repeats });
  try {
    const comparison = await compareLearners(learners, examples, {
      ...{ folds, repeats, seed, asked: network.name, signal: io.signal, store: run.checkpoint("folds") },
      onProgress: (each) => progress.listen(each),
    });
    progress.clear();
    const warning = shortBudgets(network.plans, budget, run.resumed);
    const words = dataInWords(examples, options.target);
    await run.finish(await keep(comparison, { out, output, folds: dealt, options, data: words, warning }));
    return exitCodes.done;
  } catch (error) {
    progress.clear();
    if (!io.signal.aborted) throw error;
    io.stderr(`interrupted; what is done is kept: go on with the same command and --resume\n`);
    output.event({ event: "interrupted", folder: out });
    return exitCodes.interrupted;
  }
}

/** Shows which learner is at which fold. */
class Following {
  readonly #progress: PartProgress;
  #told = 0;

  constructor(
    readonly output: Output,
    readonly timeLeft: TimeLeft,
    readonly of: { readonly folds: number; readonly repeats: number },
  ) {
    this.#progress = new PartProgress(output.io);
  }

  listen(progress: CompareProgress): void {
    const { learner, repeat, fold, done } = progress;
    const { folds, repeats } = this.of;
    const left = this.timeLeft.after(progress);
    const round = repeats > 1 ? `, repeat ${repeat}/${repeats}` : "";
    this.#progress.show(`fold ${fold}/${folds}${round}, ${learner}`, done, left);
    const percent = Math.floor(100 * done);
    if (percent === this.#told) return;
    this.#told = percent;
    this.output.event({ event: "progress", learner, repeat, fold, done, secondsLeft: left });
  }

  clear(): void {
    this.#progress.clear();
  }
}

interface Keeping {
  readonly out: string;
  readonly output: Output;
  readonly folds: number;
  readonly options: CompareOptions;
  /** What there was to learn from, in words. */
  readonly data: string;
  readonly warning: string | undefined;
}

async function keep(
  comparison: Comparison,
  { out, output, folds, options, data, warning }: Keeping,
): Promise<Result> {
  const { learners, differences, verdict, task, metric, level, repeats } = comparison;
  const report = join(out, "report.html");
  await mkdir(out, { recursive: true });
  await writeFile(report, renderCompareReport(comparison, { ...options, data, folds, warning }));
  output.say(`${judgedBy(comparison, folds)}:\n`);
  for (const line of comparisonLines(comparison)) output.say(line);
  output.say(`\nReport: ${report}`);
  if (warning !== undefined) output.io.stderr(`warning: ${warning}\n`);
  const result = {
    ...{ event: "result", task, metric, level, folds, repeats, seed: options.seed },
    // Predictions of every example would be most of the line.
    learners: learners.map(({ predictions, ...rest }) => rest),
    ...{ differences, verdict, warnings: warning === undefined ? [] : [warning], report },
  };
  output.event(result);
  return result;
}
