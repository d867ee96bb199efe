import type { Examples, Task } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { FileStore, Learner } from "@mebae/training";
import { RunStore } from "../runStore.js";
import { scoreOf } from "./judge.js";
import { type CurvePoint, pointOf } from "./points.js";
import { type CurveProgress, Pace } from "./progress.js";
import { type FinishedRun, planRuns, repeatsOf, runOf } from "./runs.js";
import type { ScoreName } from "./score.js";
import { checkSizes, defaultSizes } from "./sizes.js";

export interface LearningCurveOptions {
  /** Growing numbers of examples to learn from, four or more; by default from about ten to all, each twice the one before. */
  readonly sizes?: readonly number[];
  /** How often examples are dealt anew; default 3. */
  readonly repeats?: number;
  /** What tests: a fraction below 1 or a number of examples, dealt anew each time; or rows that always test. Default 0.2. */
  readonly test?: number | ArrayLike<number>;
  /** Default 0. */
  readonly seed?: number;
  /** Ends early; what is done is returned. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CurveProgress) => void;
  /** Keeps each finished training, and what the interrupted one goes on with, where it can. */
  readonly store?: FileStore;
}

export interface LearningCurve {
  readonly examples: string;
  readonly learner: string;
  readonly task: Task;
  readonly score: ScoreName;
  /** The score of guessing: always the most frequent class, or the mean. */
  readonly guessing: number;
  /** From the smallest size to the largest. */
  readonly points: readonly CurvePoint[];
  /** False where the signal ended it early: some sizes have fewer repeats, or none. */
  readonly finished: boolean;
  /** Of learning and predicting. */
  readonly seconds: number;
}

/**
 * How a learner's score grows with the examples that it learns from: accuracy of classes, R² of numbers. Within a repeat the
 * subsets are nested, keep the classes' shares, and are judged by the same examples, which respect groups and times.
 * @throws UsageError on options out of place, or a subset that lacks a class; what the learner throws
 */
export async function learningCurve(
  learner: Learner,
  examples: Examples,
  options: LearningCurveOptions = {},
): Promise<LearningCurve> {
  const { repeats = 3, test, seed = 0, signal, store, onProgress } = options;
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new UsageError(`learningCurve: repeats is a whole number from 1 on, not ${repeats}`);
  const dealt = repeatsOf(examples, { repeats, seed, test });
  const available = Math.min(...dealt.map(({ order }) => order.length));
  const classes = examples.classes?.length ?? 0;
  const sizes = options.sizes ?? defaultSizes(available, classes);
  checkSizes(sizes, available, classes);
  const planned = planRuns(dealt, sizes, examples, seed);
  const pace = new Pace(planned, onProgress);
  const runStore = new RunStore("learning-curve", examples, store);
  const runs = new Map<number, FinishedRun[]>(sizes.map((size) => [size, []]));
  try {
    for (const plan of planned) {
      const onProgress = (done: number) => pace.at(plan, done);
      onProgress(0);
      const run = await runOf(learner, plan, runStore, { signal, onProgress });
      runs.get(plan.size)!.push(run);
      pace.finish(plan, run.kept ? 0 : run.seconds);
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  const all = [...runs.values()].flat();
  const points = [...runs].flatMap(([size, list]) => {
    if (list.length === 0) return [];
    const tests = dealt.slice(0, list.length).map(({ test }) => test);
    const tested = new Set(tests.flatMap((rows) => Array.from(rows))).size;
    return pointOf(size, list, tested, tests[0]!.length);
  });
  return {
    ...{ examples: examples.name, learner: learner.name, task: examples.task, points },
    ...{ score: scoreOf(examples.task), guessing: guessingOf(examples) },
    finished: all.length === planned.length,
    seconds: all.reduce((sum, run) => sum + run.seconds, 0),
  };
}

/** The share of the most frequent class; 0, the R² of the mean. */
function guessingOf({ labels, length }: Examples): number {
  if (!labels) return 0;
  const counts = new Map<number, number>();
  for (let i = 0; i < length; i++) counts.set(labels[i]!, (counts.get(labels[i]!) ?? 0) + 1);
  return Math.max(...counts.values()) / length;
}
