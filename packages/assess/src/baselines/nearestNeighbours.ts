import type { Learner } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import { type Matrix, someRows, squaredNorms } from "./matrix.js";
import type { Lesson, Predictor } from "./method.js";
import { blockOf, rowProducts } from "./products.js";
import type { Steps } from "./steps.js";

export interface NearestNeighboursOptions {
  /** k; chosen by leave-one-out among 1 … 31 where it isn't given. */
  readonly neighbours?: number;
}

const candidates = [1, 3, 5, 7, 9, 11, 15, 21, 31];

/**
 * k nearest neighbours by Euclidean distance (Fix & Hodges 1951): the shares of their classes, or the mean of their
 * values. k has the fewest errors of leave-one-out, or the least squared error; of equal ones it is the smallest.
 */
export function nearestNeighbours({ neighbours }: NearestNeighboursOptions = {}): Learner {
  const fitTo = (lesson: Lesson) => fit(lesson, neighbours);
  return classicalLearner({
    name: "nearest neighbours",
    settings: { neighbours },
    classes: fitTo,
    numbers: fitTo,
  });
}

function* fit(lesson: Lesson, neighbours: number | undefined): Steps<Predictor> {
  const { x } = lesson;
  const some = candidates.filter((k) => k < x.rows);
  const k = Math.min(neighbours ?? (yield* chosen(lesson, some)), x.rows);
  return function* (rows) {
    const nearest = yield* nearestOf(rows, x, k, false);
    return summary(lesson, nearest, k, k);
  };
}

function* chosen(lesson: Lesson, some: readonly number[]): Steps<number> {
  const most = some.at(-1)!;
  const nearest = yield* nearestOf(lesson.x, lesson.x, most, true);
  const errors = some.map((k) => errorOf(lesson, summary(lesson, nearest, most, k)));
  return some[errors.indexOf(Math.min(...errors))]!;
}

/** Wrong classes, or the sum of squared differences. */
function errorOf({ target }: Lesson, predicted: Float64Array): number {
  let error = 0;
  if (target.kind === "numbers") {
    for (let i = 0; i < predicted.length; i++) error += (predicted[i]! - target.values[i]!) ** 2;
    return error;
  }
  const { labels, classes } = target;
  for (let i = 0; i < labels.length; i++) {
    const shares = predicted.subarray(i * classes, (i + 1) * classes);
    if (shares.indexOf(Math.max(...shares)) !== labels[i]) error++;
  }
  return error;
}

/** Of each row the first k of its `most` neighbours: their classes' shares, or their mean. */
function summary({ target }: Lesson, nearest: Int32Array, most: number, k: number): Float64Array {
  const rows = nearest.length / most;
  const width = target.kind === "classes" ? target.classes : 1;
  const out = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < k; j++) {
      const row = nearest[i * most + j]!;
      if (target.kind === "classes") out[i * width + target.labels[row]!]! += 1 / k;
      else out[i]! += target.values[row]! / k;
    }
  return out;
}

/**
 * The k rows of `x` nearest to each of `rows`, nearest first, of equally near ones the earlier: [rows, k].
 * ‖a - b‖² = ‖a‖² - 2ab + ‖b‖², of which ‖a‖² doesn't matter.
 * @param others whether `rows` are `x` themselves, and a row is no neighbour of its own
 */
function* nearestOf(rows: Matrix, x: Matrix, k: number, others: boolean): Steps<Int32Array> {
  const norms = squaredNorms(x);
  const nearest = new Int32Array(rows.rows * k);
  const distances = new Float64Array(k);
  const block = blockOf(rows.rows, x.rows, x.columns);
  const products = new Float64Array(block * x.rows);
  for (let from = 0; from < rows.rows; from += block) {
    const to = Math.min(rows.rows, from + block);
    rowProducts(someRows(rows, from, to), x, products);
    for (let i = from; i < to; i++) {
      let found = 0;
      for (let j = 0; j < x.rows; j++) {
        if (others && i === j) continue;
        const distance = norms[j]! - 2 * products[(i - from) * x.rows + j]!;
        if (found === k && !(distance < distances[k - 1]!)) continue;
        let place = found < k ? found++ : k - 1;
        for (; place > 0 && distances[place - 1]! > distance; place--) {
          distances[place] = distances[place - 1]!;
          nearest[i * k + place] = nearest[i * k + place - 1]!;
        }
        distances[place] = distance;
        nearest[i * k + place] = j;
      }
    }
    yield to / rows.rows;
  }
  return nearest;
}
