import { DataError, UsageError } from "@mebae/tensor";

/** The index of the largest score of each row; the first where some are equal. */
export function argmaxRows(scores: ArrayLike<number>, width: number): Int32Array {
  const rows = width > 0 ? scores.length / width : 0;
  return Int32Array.from({ length: rows }, (_, row) => {
    let best = row * width;
    for (let i = best + 1; i < (row + 1) * width; i++) if (scores[i]! > scores[best]!) best = i;
    return best - row * width;
  });
}

/** Probabilities of each row of logits: exp(z-max z)/Σ exp(z-max z), in float64. */
export function softmaxRows(logits: ArrayLike<number>, width: number): Float64Array {
  const out = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += width) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + width; i++) largest = Math.max(largest, logits[i]!);
    let total = 0;
    for (let i = start; i < start + width; i++) total += out[i] = Math.exp(logits[i]! - largest);
    for (let i = start; i < start + width; i++) out[i]! /= total;
  }
  return out;
}

/** The share of equal labels; NaN where there are none. @throws UsageError on different lengths. */
export function accuracy(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  sameLength("accuracy", predicted, labels);
  let right = 0;
  for (let i = 0; i < labels.length; i++) if (predicted[i] === labels[i]) right++;
  return right / labels.length;
}

/**
 * The share of rows whose label is among the k largest scores. A tie counts against the prediction, so that equal
 * scores everywhere are not called right.
 */
export function topKAccuracy(
  scores: ArrayLike<number>,
  width: number,
  labels: ArrayLike<number>,
  k: number,
): number {
  if (!Number.isInteger(k) || k < 1)
    throw new UsageError(`topKAccuracy: k is a whole number from 1, not ${k}`);
  if (scores.length !== width * labels.length) {
    throw new UsageError(
      `topKAccuracy: expected ${labels.length} rows of ${width} scores, got ${scores.length} values`,
    );
  }
  let right = 0;
  for (let row = 0; row < labels.length; row++) {
    const own = scores[row * width + labels[row]!]!;
    let before = 0;
    for (let i = row * width; i < (row + 1) * width; i++)
      if (i !== row * width + labels[row]! && !(scores[i]! < own)) before++;
    if (before < k) right++;
  }
  return right / labels.length;
}

/** counts[label][predicted]: rows are what is, columns what was said. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** @throws DataError when a label or a prediction is outside the classes. */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  sameLength("confusionMatrix", predicted, labels);
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let i = 0; i < labels.length; i++) {
    const row = counts[labels[i]!];
    if (row?.[predicted[i]!] === undefined) {
      throw new DataError(
        `confusionMatrix: expected labels from 0 to ${classes - 1}, found ${labels[i]} predicted as ${predicted[i]} at ${i}`,
      );
    }
    row[predicted[i]!]!++;
  }
  return counts;
}

export interface ClassScores {
  /** Of what was said to be this class, the share that is; 0 where nothing was said so. */
  readonly precision: number;
  /** Of what is this class, the share that was found; 0 where there is none. */
  readonly recall: number;
  /** 2·precision·recall/(precision+recall), 0 where both are 0. */
  readonly f1: number;
  /** How many examples are of this class. */
  readonly support: number;
}

export interface ClassificationScores {
  readonly accuracy: number;
  readonly perClass: readonly ClassScores[];
  /** The plain means over the classes that occur, as a label or as a prediction. */
  readonly macro: Omit<ClassScores, "support">;
}

/** Accuracy, precision, recall and F1 = 2PR/(P+R) of each class, and their means. */
export function classificationScores(confusion: ConfusionMatrix): ClassificationScores {
  const columnSums = confusion.map((_, column) => total(confusion.map((row) => row[column]!)));
  const perClass = confusion.map((row, i) => {
    const right = row[i]!;
    const support = total(row);
    const said = columnSums[i]!;
    return {
      precision: said > 0 ? right / said : 0,
      recall: support > 0 ? right / support : 0,
      f1: support + said > 0 ? (2 * right) / (support + said) : 0,
      support,
    };
  });
  const present = perClass.filter(({ support }, i) => support > 0 || columnSums[i]! > 0);
  const mean = (field: keyof ClassScores) => total(present.map((scores) => scores[field])) / present.length;
  return {
    accuracy: total(confusion.map((row, i) => row[i]!)) / total(confusion.map(total)),
    perClass,
    macro: { precision: mean("precision"), recall: mean("recall"), f1: mean("f1") },
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

export function sameLength(where: string, a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length)
    throw new UsageError(`${where}: ${a.length} predictions for ${b.length} true values`);
}
