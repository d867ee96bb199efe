import type { Examples, Task } from "@mebae/data";
import { UsageError } from "@mebae/tensor";
import type { FileStore, Learner } from "@mebae/training";
import { RunStore } from "../runStore.js";
import { type Difference, differencesOf } from "./differences.js";
import { type MetricName, metricFor, metricNames, metrics } from "./metrics.js";
import { type Place, placesOf, type Run, runOf } from "./runs.js";
import { type Verdict, verdictOf } from "./verdict.js";

export interface CompareOptions {
  /** Default 5. */
  readonly folds?: number;
  /** How often folds are dealt anew; default 1. More of them make the mean steadier, and intervals somewhat narrower. */
  readonly repeats?: number;
  /** Default 0. */
  readonly seed?: number;
  /** What decides; accuracy or R² where it isn't given. */
  readonly metric?: MetricName;
  /** Default 0.95. */
  readonly level?: number;
  /** The learner that the question is about: where another scored best, the verdict says how far that one is ahead of it. */
  readonly asked?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
  /** Keeps each finished fold of each learner, and what the interrupted one goes on with, where it can. */
  readonly store?: FileStore;
}

export interface CompareProgress {
  readonly learner: string;
  /** Counted from 1. */
  readonly repeat: number;
  readonly fold: number;
  /** Of the whole comparison, from 0 to 1. */
  readonly done: number;
}

export interface LearnerResult {
  readonly name: string;
  /** The mean of each metric over the folds. */
  readonly means: Readonly<Partial<Record<MetricName, number>>>;
  /** Each metric of each fold, repeat after repeat. */
  readonly folds: Readonly<Partial<Record<MetricName, readonly number[]>>>;
  /**
   * Of each repeat what was predicted of each example while it was held out: probabilities [length, classes] or numbers.
   * NaN where an example was never held out, as the earliest of a split by time.
   */
  readonly predictions: readonly Float32Array[];
  /** Of learning and predicting, over all folds. */
  readonly seconds: number;
}

export interface Comparison {
  readonly examples: string;
  readonly task: Task;
  readonly metric: MetricName;
  readonly level: number;
  /** How often the examples were really dealt anew. */
  readonly repeats: number;
  /** In the order given. */
  readonly learners: readonly LearnerResult[];
  /** Of each pair of learners; positive where the first is better. */
  readonly differences: readonly Difference[];
  readonly verdict: Verdict;
}

/**
 * Learners on the same folds: each learns from the same rows, draws from the same seeds and is judged by the same held-out
 * rows. Folds respect groups and times.
 * @throws UsageError on fewer than two learners, two of one name, or options out of range; AbortedError
 */
export async function compare(
  learners: readonly Learner[],
  examples: Examples,
  options: CompareOptions = {},
): Promise<Comparison> {
  const { folds = 5, repeats = 1, seed = 0, level = 0.95, asked, signal, store, onProgress } = options;
  check(learners, options);
  const metric = metricFor(examples.task, options.metric);
  const places = placesOf(examples, folds, repeats, seed);
  const runStore = new RunStore("compare", examples, store);
  const runs: Run[][] = learners.map(() => []);
  const total = places.length * learners.length;
  let finished = 0;
  for (const place of places)
    for (const [l, learner] of learners.entries()) {
      const tell = (done: number) =>
        onProgress?.({
          ...{ learner: learner.name, repeat: place.repeat + 1, fold: place.fold + 1 },
          done: (finished + done) / total,
        });
      runs[l]!.push(await runOf(learner, place, runStore, { signal, onProgress: tell }));
      finished++;
      tell(0);
    }
  const results = learners.map(({ name }, l) => resultOf(name, examples, places, runs[l]!));
  const differences = differencesOf(results, examples, places, { metric, level });
  return {
    ...{ examples: examples.name, task: examples.task, metric, level, learners: results, differences },
    repeats: new Set(places.map(({ repeat }) => repeat)).size,
    verdict: verdictOf(results, differences, { examples: examples.name, metric, level, asked }),
  };
}

function check(learners: readonly Learner[], { repeats = 1, level = 0.95, asked }: CompareOptions): void {
  const names = learners.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (learners.length < 2)
    throw new UsageError(`compare: expected two learners or more, got ${names.length}`);
  if (twice !== undefined) throw new UsageError(`compare: two learners are named "${twice}"`);
  if (asked !== undefined && !names.includes(asked))
    throw new UsageError(`compare: asked for "${asked}", but the learners are ${names.join(", ")}`);
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new UsageError(`compare: repeats is a whole number from 1 on, not ${repeats}`);
  if (!(level > 0 && level < 1))
    throw new UsageError(`compare: level is between 0 and 1, such as 0.95, not ${level}`);
}

function resultOf(
  name: string,
  examples: Examples,
  places: readonly Place[],
  runs: readonly Run[],
): LearnerResult {
  const width = examples.classes?.length ?? 1;
  const predictions = new Map<number, Float32Array>();
  const folds: Partial<Record<MetricName, number[]>> = {};
  for (const [i, { repeat, split }] of places.entries()) {
    const { predictions: values } = runs[i]!;
    if (values.length !== split.test.length * width) {
      throw new UsageError(
        `compare: expected ${split.test.length * width} predicted values from "${name}", got ${values.length}`,
      );
    }
    const all = predictions.get(repeat) ?? new Float32Array(examples.length * width).fill(NaN);
    predictions.set(repeat, all);
    for (const [t, row] of split.test.entries())
      all.set(values.subarray(t * width, (t + 1) * width), row * width);
    const expected = Float64Array.from(split.test, (row) => examples.expected[row]!);
    for (const metric of metricNames)
      if (metrics[metric].task === examples.task)
        (folds[metric] ??= []).push(metrics[metric].of({ values, expected, width }));
  }
  const means = Object.fromEntries(
    Object.entries(folds).map(([metric, scores]) => [
      metric,
      scores.reduce((sum, score) => sum + score, 0) / scores.length,
    ]),
  );
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  return { name, means, folds, predictions: [...predictions.values()], seconds };
}
