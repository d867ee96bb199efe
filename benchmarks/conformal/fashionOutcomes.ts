import { readFileSync } from "node:fs";
import type { ClassOutcomes } from "@mebae/assess";
import { readIdx } from "@mebae/data";
import { softmaxRows } from "@mebae/training";
import { logisticRegression, type Rows } from "./logisticRegression.ts";

const classes = 10;

export interface FashionOutcomes {
  /** Positions 5000 to 5099 of each class in the training file. */
  readonly calibration: ClassOutcomes;
  /** The standard 10,000 test images. */
  readonly test: ClassOutcomes;
}

/** Logistic regression on 100 images a class of Fashion-MNIST (positions 0 to 99), and what it says of others. */
export async function fashionOutcomes(folder: string): Promise<FashionOutcomes> {
  const read = async (name: string) =>
    (await readIdx(readFileSync(`${folder}/${name}.gz`))).data as Uint8Array;
  const images = await read("train-images-idx3-ubyte");
  const labels = await read("train-labels-idx1-ubyte");
  const testImages = await read("t10k-images-idx3-ubyte");
  const testLabels = await read("t10k-labels-idx1-ubyte");
  const learning = positions(labels, 0, 100);
  const predict = logisticRegression(pixels(images, learning), pick(labels, learning), classes);
  const outcomes = (from: Uint8Array, truths: Uint8Array, rows: Int32Array): ClassOutcomes => ({
    probabilities: softmaxRows(predict(pixels(from, rows)), classes),
    labels: pick(truths, rows),
    classes,
  });
  const all = Int32Array.from(testLabels, (_, i) => i);
  return {
    calibration: outcomes(images, labels, positions(labels, 5000, 100)),
    test: outcomes(testImages, testLabels, all),
  };
}

/** Of each class the rows at these places among its own, in file order. */
function positions(labels: Uint8Array, from: number, count: number): Int32Array {
  const rows = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, i) => {
    rows[label]!.push(i);
  });
  return Int32Array.from(rows.flatMap((own) => own.slice(from, from + count)));
}

const pick = (values: Uint8Array, rows: Int32Array) => Int32Array.from(rows, (row) => values[row]!);

function pixels(images: Uint8Array, rows: Int32Array): Rows {
  const features = 784;
  const x = new Float64Array(rows.length * features);
  rows.forEach((row, i) => {
    for (let j = 0; j < features; j++) x[i * features + j] = images[row * features + j]! / 255;
  });
  return { x, features };
}
