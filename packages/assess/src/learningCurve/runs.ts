import { type Examples, heldOut, type Split } from "@mebae/data";
import { Generator, throwIfAborted, UsageError } from "@mebae/tensor";
import type { Learner } from "@mebae/training";
import type { RunOptions, RunStore } from "../runStore.js";
import { type Judged, judge, scoreOf } from "./judge.js";
import { trainingOrder } from "./trainingOrder.js";

/** One training: some rows learn, others judge. */
export interface PlannedRun {
  readonly repeat: number;
  readonly size: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** What the learner draws from. */
  readonly seed: number;
}

/** The examples of one repeat: who judges, and in which order the others learn. */
export interface Repeat {
  readonly order: Int32Array;
  readonly test: Int32Array;
}

/** Each repeat holds out a part of its own, unless `test` names the rows. */
export function repeatsOf(
  examples: Examples,
  { repeats, seed, test }: { repeats: number; seed: number; test?: number | ArrayLike<number> | undefined },
): Repeat[] {
  return Array.from({ length: repeats }, (_, repeat) => {
    const split = typeof test === "object" ? without(examples, test) : heldOut(examples, seed + repeat, test);
    return { order: trainingOrder(examples, split.train, seed + repeat), test: split.test };
  });
}

/** The named rows judge, all others learn. */
function without(examples: Examples, test: ArrayLike<number>): Split {
  const tested = new Set(Array.from(test));
  for (const row of tested)
    if (!(Number.isInteger(row) && row >= 0 && row < examples.length))
      throw new UsageError(`learningCurve: the test row ${row} isn't one of the ${examples.length} examples`);
  if (tested.size === 0 || tested.size === examples.length)
    throw new UsageError("learningCurve: expected some rows to learn from and some to test");
  const all = Array.from({ length: examples.length }, (_, row) => row);
  return {
    train: Int32Array.from(all.filter((row) => !tested.has(row))),
    test: Int32Array.from(all.filter((row) => tested.has(row))),
  };
}

/** Repeat after repeat, so that a curve that is stopped early has points of all sizes. */
export function planRuns(
  repeats: readonly Repeat[],
  sizes: readonly number[],
  examples: Examples,
  seed: number,
): PlannedRun[] {
  return repeats.flatMap(({ order, test }, repeat) =>
    sizes.map((size) => {
      const train = order.slice(0, size);
      refuseMissingClass(train, examples);
      const generator = new Generator(seed).fold("learningCurve").fold(repeat).fold(size);
      return { repeat, size, train, test, seed: generator.bits() };
    }),
  );
}

function refuseMissingClass(train: Int32Array, { labels, classes, groups }: Examples): void {
  if (!labels || !classes) return;
  const present = new Set(Array.from(train, (row) => labels[row]!));
  const missing = classes.find((_, label) => !present.has(label));
  if (missing === undefined) return;
  const why = groups ? ", as groups stay together; begin with a larger size" : " of those to learn from";
  throw new UsageError(
    `learningCurve: no example of class "${missing}" is among the first ${train.length}${why}`,
  );
}

/** A finished run. */
export interface FinishedRun extends Judged {
  readonly seconds: number;
  /** Whether it was read instead of learned. */
  readonly kept: boolean;
}

/** Learns and is judged, or takes what the store kept of that very run. */
export async function runOf(
  learner: Learner,
  { repeat, size, train, test, seed }: PlannedRun,
  store: RunStore,
  options: RunOptions,
): Promise<FinishedRun> {
  const { examples } = store;
  const run = { learner, train, test, seed, place: `${repeat + 1}-${size}` };
  const kept = finished(await store.read(run));
  if (kept) return kept;
  throwIfAborted(options.signal, "learningCurve: ended before all sizes were judged");
  const { values, seconds } = await store.learn(run, options);
  const width = examples.classes?.length ?? 1;
  if (values.length !== test.length * width)
    throw new UsageError(
      `learningCurve: expected ${test.length * width} predicted values from "${learner.name}", got ${values.length}`,
    );
  const expected = Float64Array.from(test, (row) => examples.expected[row]!);
  const judged = judge(scoreOf(examples.task), { values, expected, width });
  if (!Number.isFinite(judged.score))
    throw new UsageError(
      `learningCurve: "${learner.name}" has no finite score on ${test.length} test examples; are their numbers all equal?`,
    );
  await store.write(run, { ...judged, seconds });
  return { ...judged, seconds, kept: false };
}

/** What was kept, unless a number is missing. */
function finished(kept: Record<string, unknown> | undefined): FinishedRun | undefined {
  const { score, variance, seconds } = (kept ?? {}) as Partial<FinishedRun>;
  if (![score, variance, seconds].every(Number.isFinite)) return undefined;
  return { score: score!, variance: variance!, seconds: seconds!, kept: true };
}
