import { type Examples, foldsOf, type Split } from "@mebae/data";
import { Generator, throwIfAborted } from "@mebae/tensor";
import type { Learner } from "@mebae/training";
import { hash } from "../fingerprint.js";
import type { RunOptions, RunStore } from "../runStore.js";

/** One learner on one fold: what it predicted of rows that it hasn't learned from. */
export interface Run {
  readonly predictions: Float32Array;
  readonly seconds: number;
}

/** One fold of one repeat. */
export interface Place {
  readonly repeat: number;
  readonly fold: number;
  readonly split: Split;
  /** What the learners draw from; the same for all of them. */
  readonly seed: number;
}

/**
 * The folds of each repeat, dealt anew. A repeat whose folds came before is left out: where time or few groups decide the
 * folds, repeating teaches nothing and would feign certainty.
 */
export function placesOf(examples: Examples, folds: number, repeats: number, seed: number): Place[] {
  const places: Place[] = [];
  const seen = new Set<string>();
  for (let repeat = 0; repeat < repeats; repeat++) {
    const splits = foldsOf(examples, folds, seed + repeat);
    const key = splits
      .map(({ test }) => String(hash(test)))
      .sort()
      .join();
    if (seen.has(key)) continue;
    seen.add(key);
    const generator = new Generator(seed).fold("compare").fold(repeat);
    places.push(...splits.map((split, fold) => ({ repeat, fold, split, seed: generator.bits() })));
  }
  return places;
}

/** Learns and predicts, or takes what the store kept of that very run. */
export async function runOf(
  learner: Learner,
  { repeat, fold, split, seed }: Place,
  store: RunStore,
  options: RunOptions,
): Promise<Run> {
  const run = { learner, ...split, seed, place: `${repeat + 1}-${fold + 1}` };
  const kept = await store.read(run);
  if (kept && Array.isArray(kept["predictions"]))
    return { predictions: Float32Array.from(kept["predictions"]), seconds: Number(kept["seconds"]) };
  throwIfAborted(options.signal, "compare: ended before all folds were judged");
  const { values, seconds } = await store.learn(run, options);
  await store.write(run, { seconds, predictions: Array.from(values) });
  return { predictions: values, seconds };
}
