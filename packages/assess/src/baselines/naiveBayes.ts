import { fitEach, Normal } from "@mebae/stats";
import { type Learner, softmaxRows } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import type { Matrix } from "./matrix.js";
import type { ClassLesson, Predictor } from "./method.js";
import type { Steps } from "./steps.js";

/** Added to all variances, as a share of the largest: a column that is constant within a class still has a density. */
const smoothing = 1e-9;

/**
 * Gaussian naive Bayes: within a class the columns are independent and normal, each with the mean and variance of
 * greatest likelihood.
 *   p(c | x) ∝ p(c)·Π N(xⱼ; μ, σ²)
 */
export function naiveBayes(): Learner {
  return classicalLearner({ name: "naive Bayes", classes: fit });
}

function* fit({ x, target }: ClassLesson): Steps<Predictor> {
  const { labels, classes } = target;
  const least = smoothing * Math.max(...fitEach(Normal, columnsOf(x)).map((each) => variance(each)));
  const priors = new Float64Array(classes);
  const means = new Float64Array(classes * x.columns);
  const variances = new Float64Array(classes * x.columns);
  for (let c = 0; c < classes; c++) {
    const rows = Array.from(labels.keys()).filter((i) => labels[i] === c);
    priors[c] = Math.log(rows.length / x.rows);
    for (const [j, each] of fitEach(Normal, columnsOf(x, rows)).entries()) {
      means[c * x.columns + j] = each.parameters.mean;
      variances[c * x.columns + j] = variance(each) + least || Number.MIN_VALUE;
    }
    yield (c + 1) / classes;
  }
  return function* (rows) {
    const logs = new Float64Array(rows.rows * classes);
    for (let i = 0; i < rows.rows; i++) {
      for (let c = 0; c < classes; c++)
        logs[i * classes + c] = priors[c]! + logDensity(rows, i, means, variances, c * x.columns);
      if (i % 256 === 0) yield i / rows.rows;
    }
    return softmaxRows(logs, classes);
  };
}

function variance({ parameters }: { parameters: { standardDeviation: number } }): number {
  return parameters.standardDeviation ** 2;
}

/** The values of each column, at `rows`. */
function columnsOf({ data, rows, columns }: Matrix, some?: readonly number[]): Float64Array[] {
  const indices = some ?? Array.from({ length: rows }, (_, i) => i);
  return Array.from({ length: columns }, (_, j) => Float64Array.from(indices, (i) => data[i * columns + j]!));
}

/** Σ log N(xⱼ; μⱼ, σⱼ²) but for a constant, with the class's columns from `at` on. */
function logDensity(
  { data, columns }: Matrix,
  row: number,
  means: Float64Array,
  variances: Float64Array,
  at: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const spread = variances[at + j]!;
    sum -= Math.log(spread) + (data[row * columns + j]! - means[at + j]!) ** 2 / spread;
  }
  return sum / 2;
}
