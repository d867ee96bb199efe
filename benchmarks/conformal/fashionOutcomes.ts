import { readFileSync } from "node:fs";
import { type ClassOutcomes, randomForest } from "@mebae/assess";
import { allOf, Dataset, imageExamples, readIdx } from "@mebae/data";
import { softmaxRows } from "@mebae/training";
import { logisticRegression, type Rows } from "./logisticRegression.ts";

const classes = 10;

export interface FashionOutcomes {
  /** Positions 5000 to 5099 of each class in the training file. */
  readonly calibration: ClassOutcomes;
  /** The standard 10,000 test images. */
  readonly test: ClassOutcomes;
}

/** Fashion-MNIST: 100 images a class to learn from (positions 0 to 99), others to calibrate, and its test images. */
interface Images {
  readonly learning: Part;
  readonly calibration: Part;
  readonly test: Part;
}

interface Part {
  readonly rows: Rows;
  readonly labels: Int32Array;
}

export async function fashionImages(folder: string): Promise<Images> {
  const read = async (name: string) =>
    (await readIdx(readFileSync(`${folder}/${name}.gz`))).data as Uint8Array;
  const images = await read("train-images-idx3-ubyte");
  const labels = await read("train-labels-idx1-ubyte");
  const part = (from: Uint8Array, truths: Uint8Array, rows: Int32Array): Part => ({
    ...{ rows: pixels(from, rows), labels: pick(truths, rows) },
  });
  const testLabels = await read("t10k-labels-idx1-ubyte");
  const all = Int32Array.from(testLabels, (_, i) => i);
  return {
    learning: part(images, labels, positions(labels, 0, 100)),
    calibration: part(images, labels, positions(labels, 5000, 100)),
    test: part(await read("t10k-images-idx3-ubyte"), testLabels, all),
  };
}

/** What logistic regression says of the images that it hasn't learned from. */
export function logisticOutcomes({ learning, calibration, test }: Images): FashionOutcomes {
  const predict = logisticRegression(learning.rows, learning.labels, classes);
  const outcomes = ({ rows, labels }: Part): ClassOutcomes => ({
    ...{ probabilities: softmaxRows(predict(rows), classes), labels, classes },
  });
  return { calibration: outcomes(calibration), test: outcomes(test) };
}

/** What a forest of 300 trees says of them. */
export async function forestOutcomes(
  { learning, ...others }: Images,
  seed: number,
): Promise<FashionOutcomes> {
  const examples = imageExamples(dataset(learning));
  const fitted = await randomForest({ trees: 300 }).fit(examples, { rows: allOf(examples), seed });
  const outcomes = async (part: Part): Promise<ClassOutcomes> => ({
    ...{ probabilities: await fitted.predict(dataset(part)), labels: part.labels, classes },
  });
  return { calibration: await outcomes(others.calibration), test: await outcomes(others.test) };
}

function dataset({ rows, labels }: Part): Dataset {
  const names = Array.from({ length: classes }, (_, c) => String(c));
  return new Dataset({
    name: "fashion",
    features: { data: Float32Array.from(rows.x), shape: [1, 28, 28] },
    target: { kind: "classes", labels, classes: names },
  });
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
