import { affine } from "@mebae/data";
import { Generator, Key, tensor } from "@mebae/tensor";
import { expect, test } from "vitest";
import { searchStrength } from "./searchStrength.js";

/** Scores by strength and fold. */
const from = (table: Record<number, readonly number[]>) => (strength: number, fold: number) =>
  table[strength]![fold]!;

test("the best is chosen where it is better by more than its standard error", async () => {
  const table = { 0: [70, 60, 80], 1: [75, 66, 84], 2: [71, 61, 82] };
  const search = await searchStrength({ candidates: [0, 1, 2], folds: 3, evaluate: from(table) });
  expect(search).toMatchObject({ strength: 1, best: 1 });
  const [none, one] = search.trials;
  // Differences 5, 6, 4: mean 5, standard error √(2/6).
  expect(none).toMatchObject({ strength: 0, mean: 70, behind: 5 });
  expect(none!.standardError).toBeCloseTo(Math.sqrt(2 / 6), 12);
  expect(one).toMatchObject({ behind: 0, standardError: 0 });
});

test("folds that differ from each other don't hide a steady difference; a doubtful one gives the simpler", async () => {
  const steady = { 0: [10, 50, 90], 1: [11, 51, 91] };
  expect(await searchStrength({ candidates: [0, 1], folds: 3, evaluate: from(steady) })).toMatchObject({
    strength: 1,
  });
  const doubtful = { 0: [50, 51, 49], 1: [60, 41, 52] };
  expect(await searchStrength({ candidates: [0, 1], folds: 3, evaluate: from(doubtful) })).toMatchObject({
    strength: 0,
    best: 1,
  });
});

/** Images of 9 × 9 with one of two small figures anywhere near the middle, by the index of the image. */
function figure(index: number): Float32Array {
  const random = new Generator(21).fold(index);
  const [top, left] = [random.integer(1, 5), random.integer(1, 5)];
  const places = index % 2 === 0 ? [0, 9, 18, 19, 20] : [2, 11, 18, 19, 20];
  const image = new Float32Array(81);
  for (const place of places) image[top * 9 + left + place] = 1;
  for (let i = 0; i < 81; i++) image[i]! += random.uniform(0, 0.1);
  return image;
}

test("on figures that stand anywhere, nearest neighbours ask for shifts as far as the figures', and no further", async () => {
  const count = 60;
  const folds = 5;
  const evaluate = (strength: number, fold: number) => {
    const train = Array.from({ length: count }, (_, i) => i).filter((i) => i % folds !== fold);
    const x = tensor(Float32Array.from(train.flatMap((i) => [...figure(i)])), {
      shape: [train.length, 1, 9, 9],
    });
    const augmentation = affine({ shift: (3 / 9) * strength });
    const copies = Array.from({ length: 8 }, (_, epoch) =>
      augmentation.apply({ x, indices: train }, new Key(1).fold(epoch)).x.dataSync(),
    );
    let right = 0;
    for (let test = fold; test < count; test += folds) {
      const image = figure(test);
      let [nearest, least] = [-1, Infinity];
      for (const pixels of copies) {
        train.forEach((index, row) => {
          let distance = 0;
          for (let p = 0; p < 81; p++) distance += (pixels[row * 81 + p]! - image[p]!) ** 2;
          if (distance < least) [nearest, least] = [index, distance];
        });
      }
      if (nearest % 2 === test % 2) right++;
    }
    return right / (count / folds);
  };
  const done: number[] = [];
  const search = await searchStrength({ folds, evaluate, onProgress: (part) => done.push(part) });
  const scores = search.trials.map(({ mean }) => mean);
  expect(search.strength).toBeGreaterThan(0);
  expect(search.strength).toBeLessThan(2);
  expect(Math.max(...scores)).toBeGreaterThan(scores[0]! + 0.05);
  expect(done.length).toBe(25);
  expect(done.at(-1)).toBe(1);
});

test("wrong options and scores are refused, an aborted search ends", async () => {
  const evaluate = () => Number.NaN;
  await expect(searchStrength({ folds: 1, evaluate })).rejects.toThrow(
    "folds is a whole number from 2 on, not 1",
  );
  await expect(searchStrength({ folds: 2, evaluate })).rejects.toThrow("strength 0 scored NaN on fold 0");
  await expect(searchStrength({ folds: 2, evaluate, candidates: [] })).rejects.toThrow(
    "there are no candidates",
  );
  const reason = new Error("enough");
  const aborted = searchStrength({ folds: 2, evaluate, signal: AbortSignal.abort(reason) });
  await expect(aborted).rejects.toMatchObject({ code: "aborted", cause: reason });
});
