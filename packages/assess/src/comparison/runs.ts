import { type Examples, foldsOf, type Split } from "@mebae/data";
import { Generator, throwIfAborted } from "@mebae/tensor";
import type { FileStore, Learner } from "@mebae/training";
import { hash, slug } from "../fingerprint.js";

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

/** Learns and predicts, or takes what the store kept of the same learner, examples and fold. */
export async function runOf(
  learner: Learner,
  examples: Examples,
  place: Place,
  options: {
    store?: FileStore | undefined;
    signal?: AbortSignal | undefined;
    onProgress?: (done: number) => void;
  },
): Promise<Run> {
  const { store, signal, onProgress } = options;
  const { split, seed } = place;
  const file = `compare-${slug(learner.name)}-${place.repeat + 1}-${place.fold + 1}.json`;
  const key = [examples.name, examples.length, learner.name, seed, hash(split.train), hash(split.test)];
  const kept = read(await store?.read(file), key, hash(examples.expected));
  if (kept) return kept;
  throwIfAborted(signal, "compare: ended before all folds were judged");
  const start = performance.now();
  const fitted = await learner.fit(examples, {
    rows: split.train,
    seed,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  const predictions = await fitted.predict(fitted.prepared.examples(split.test));
  fitted.dispose();
  const run = { predictions, seconds: (performance.now() - start) / 1000 };
  const text = JSON.stringify({
    key,
    expected: hash(examples.expected),
    seconds: run.seconds,
    predictions: Array.from(predictions),
  });
  await store?.write(file, new TextEncoder().encode(text));
  return run;
}

/** What the file keeps, unless it is of something else, or damaged: then it is computed anew. */
function read(bytes: Uint8Array | undefined, key: readonly unknown[], expected: number): Run | undefined {
  if (!bytes) return undefined;
  try {
    const kept = JSON.parse(new TextDecoder().decode(bytes));
    if (JSON.stringify(kept.key) !== JSON.stringify(key) || kept.expected !== expected) return undefined;
    return { predictions: Float32Array.from(kept.predictions as number[]), seconds: Number(kept.seconds) };
  } catch {
    return undefined;
  }
}
