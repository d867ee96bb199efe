import { mkdir, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { type CurveProgress, extrapolate, learningCurve as measureCurve } from "@mebae/assess";
import type { Examples, OpenedData } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { Learner } from "@mebae/training";
import type { CommonOptions } from "../arguments.js";
import { methodFor } from "../comparing/methods.js";
import { expectedHead, expectedRows, measuredHead, measuredRows, type Told } from "../curve/tell.js";
import { examplesOf, named } from "../data/examplesOf.js";
import { openTraining, warnOf } from "../data/openTraining.js";
import { heldOutAsked, told } from "../data/splitting.js";
import { dataInWords, tellAbout } from "../data/tellAbout.js";
import { type TrainingDataOptions, trainingIdentity } from "../data/trainingDataOptions.js";
import { exitCodes, type Io } from "../io.js";
import { type NetworkLearner, networkLearner, shortBudgets } from "../learners/networkLearner.js";
import { Output } from "../output.js";
import { PartProgress } from "../progress.js";
import { renderCurveReport } from "../report/curve/curveReport.js";
import { TimeLeft } from "../timeLeft.js";
import { beginRun, tellFinished } from "../training/beginRun.js";
import type { Result } from "../training/runFolder.js";
import { alignedRows } from "../words.js";

export interface LearningCurveOptions extends CommonOptions, TrainingDataOptions {
  readonly method: string;
  readonly sizes?: readonly number[];
  readonly repeats: number;
  readonly goal?: number;
  readonly budget: number;
  readonly out?: string;
  readonly resume: boolean;
  readonly seed: number;
}

/** How a method's score grows with the examples, and what more of them would bring. */
export async function learningCurve(path: string, options: LearningCurveOptions, io: Io): Promise<number> {
  const { sizes, repeats, goal, seed, resume, budget, method } = options;
  const output = new Output(io, options.json);
  const out = options.out ?? resolve("runs", `${basename(path).replace(/\..*$/, "") || "data"}-curve`);
  const { data, fingerprint } = await openTraining(path, options, io);
  const examples = named(await examplesOf(data, options), path);
  const learner = learnerOf(data, examples, options);
  warnOf(examples, io);
  heldOutAsked(examples, { ...options, file: path });
  const identity = { command: "learning-curve", ...trainingIdentity(options, fingerprint, examples) };
  const settings = { ...identity, repeats, seed, budget, method, sizes: sizes?.join() };
  using run = await beginRun<never>(out, settings, resume, output);
  if (run.finished) {
    tellFinished(run, output);
    return exitCodes.done;
  }
  tellAbout(examples, data, output);
  const progress = new Following(output, repeats, "plans" in learner ? budget : undefined);
  const store = run.checkpoint("runs");
  const curve = await measureCurve(learner, examples, {
    ...{ repeats, seed, store, signal: io.signal, ...(sizes && { sizes }) },
    onProgress: (each) => progress.listen(each),
  })
    .catch((error) => {
      throw error instanceof UsageError && error.message.startsWith("learningCurve: ")
        ? told(error, `${path}: `)
        : error;
    })
    .finally(() => progress.clear());
  if (!curve.finished) {
    io.stderr("interrupted; what is done is kept: go on with the same command and --resume\n");
    output.event({ event: "interrupted", folder: out });
    return exitCodes.interrupted;
  }
  const extrapolation = extrapolate(curve.points, { ...curve, ...(goal !== undefined && { target: goal }) });
  const network = "plans" in learner && {
    budget,
    warning: shortBudgets(learner.plans, budget, run.resumed),
  };
  const words = dataInWords(examples, options.target);
  await run.finish(await keep({ curve, extrapolation }, { out, output, options, data: words, ...network }));
  return exitCodes.done;
}

function learnerOf(
  data: OpenedData,
  examples: Examples,
  { method, budget }: LearningCurveOptions,
): Learner | NetworkLearner {
  if (method === "network") return networkLearner(data, { budgetSeconds: budget });
  return methodFor(examples, method);
}

/** Shows at which size the measuring is. */
class Following {
  readonly #progress: PartProgress;
  #timeLeft: TimeLeft | undefined;
  #told = 0;

  constructor(
    readonly output: Output,
    readonly repeats: number,
    /** Of each training, where there is one: then few examples take as long as many. */
    readonly budgetSeconds: number | undefined,
  ) {
    this.#progress = new PartProgress(output.io);
  }

  listen(progress: CurveProgress): void {
    const { size, repeat, done } = progress;
    const secondsLeft = this.#secondsLeft(progress);
    this.#progress.show(`repeat ${repeat}/${this.repeats}, ${size} examples`, done, secondsLeft);
    const percent = Math.floor(100 * done);
    if (percent === this.#told) return;
    this.#told = percent;
    this.output.event({ event: "progress", size, repeat, done, secondsLeft });
  }

  #secondsLeft({ finished, runs, secondsLeft }: CurveProgress): number | undefined {
    const { budgetSeconds } = this;
    if (budgetSeconds === undefined) return secondsLeft;
    this.#timeLeft ??= new TimeLeft([{ name: "network", budgetSeconds }], runs);
    return this.#timeLeft.after({ learner: "network", done: finished / runs });
  }

  clear(): void {
    this.#progress.clear();
  }
}

interface Keeping {
  readonly out: string;
  readonly output: Output;
  readonly options: LearningCurveOptions;
  /** What there was to learn from, in words. */
  readonly data: string;
  /** Of the network. */
  readonly budget?: number;
  readonly warning?: string | undefined;
}

async function keep(told: Told, { out, output, options, data, budget, warning }: Keeping): Promise<Result> {
  const { curve, extrapolation } = told;
  const { now, predictions, needed, warnings, verdict, level } = extrapolation;
  const report = join(out, "report.html");
  await mkdir(out, { recursive: true });
  await writeFile(report, renderCurveReport(told, { ...options, data, budget, warning }));
  for (const { sentence } of warnings) output.io.stderr(`warning: ${sentence}\n`);
  for (const line of alignedRows([measuredHead(told), ...measuredRows(told)])) output.say(line);
  output.say("\nTo be expected of more examples like these:\n");
  for (const line of alignedRows([expectedHead(told), ...expectedRows(told)])) output.say(line);
  output.say(`\n${verdict.sentence}\n\nReport: ${report}`);
  if (warning !== undefined) output.io.stderr(`warning: ${warning}\n`);
  const { score, guessing, points, seconds, learner } = curve;
  const result = {
    ...{ event: "result", learner, score, guessing, points, now, predictions, needed, level },
    ...{ warnings, budgetWarning: warning, verdict, seconds, seed: options.seed, report },
  };
  output.event(result);
  return result;
}
