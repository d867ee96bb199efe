import { minimizeSteps } from "@mebae/optimizers";
import { type Learner, softmaxRows } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import { type Matrix, someRows } from "./matrix.js";
import type { ClassLesson, Predictor } from "./method.js";
import { addWeighedRows, blockOf, rowProducts } from "./products.js";
import type { Steps } from "./steps.js";

export interface LogisticRegressionOptions {
  /** λ, default 1: scikit-learn's 1/C. */
  readonly penalty?: number;
}

/**
 * Multinomial logistic regression with weights drawn to zero (Hastie, Tibshirani & Friedman 2009, 4.4), by L-BFGS:
 *   p = softmax(Wx + b),   minimal: -Σ log p_y + (λ/2)·‖W‖²
 * With two classes one row of weights, p = σ(wᵀx + b), as is usual.
 */
export function logisticRegression({ penalty = 1 }: LogisticRegressionOptions = {}): Learner {
  return classicalLearner({
    name: "logistic regression",
    settings: { penalty },
    classes: (lesson) => fit(lesson, penalty),
  });
}

function* fit({ x, target }: ClassLesson, penalty: number): Steps<Predictor> {
  const { labels, classes } = target;
  const outputs = classes === 2 ? 1 : classes;
  const objective = (parameters: Float64Array) => loss(x, labels, outputs, penalty, parameters);
  const { x: parameters } = yield* minimizeSteps(
    { value: (at) => objective(at).value, gradient: objective },
    new Float64Array(outputs * (x.columns + 1)),
    // The score in standard errors. Ten times as many iterations change no held-out probability by more.
    { tolerance: 1e-2, maximumIterations: 500 },
  );
  return function* (rows) {
    const all = new Float64Array(rows.rows * classes);
    const block = blockOf(rows.rows, outputs, x.columns);
    for (let from = 0; from < rows.rows; from += block) {
      const part = someRows(rows, from, Math.min(rows.rows, from + block));
      all.set(probabilitiesOf(logitsOf(part, parameters, outputs), outputs), from * classes);
      yield from / rows.rows;
    }
    return all;
  };
}

/** Wx + b of each row, [rows, outputs]. The parameters are W, row after row, then b. */
function logitsOf(x: Matrix, parameters: Float64Array, outputs: number): Float64Array {
  const weights = { data: parameters.subarray(0, outputs * x.columns), rows: outputs, columns: x.columns };
  const logits = rowProducts(x, weights);
  const bias = parameters.subarray(outputs * x.columns);
  for (let at = 0; at < logits.length; at++) logits[at]! += bias[at % outputs]!;
  return logits;
}

function probabilitiesOf(logits: Float64Array, outputs: number): Float64Array {
  if (outputs > 1) return softmaxRows(logits, outputs);
  const both = new Float64Array(2 * logits.length);
  for (let i = 0; i < logits.length; i++) both[2 * i + 1] = logits[i]!;
  return softmaxRows(both, 2);
}

function loss(
  x: Matrix,
  labels: Int32Array,
  outputs: number,
  penalty: number,
  parameters: Float64Array,
): { value: number; gradient: Float64Array } {
  const probabilities = probabilitiesOf(logitsOf(x, parameters, outputs), outputs);
  const width = outputs === 1 ? 2 : outputs;
  const errors = new Float64Array(x.rows * outputs);
  let value = 0;
  for (let i = 0; i < x.rows; i++) {
    const label = labels[i]!;
    // A probability that rounds to 0 still has a logarithm, so that a line search finds its way back.
    value -= Math.log(Math.max(probabilities[i * width + label]!, Number.MIN_VALUE));
    if (outputs === 1) errors[i] = probabilities[2 * i + 1]! - label;
    else
      for (let k = 0; k < outputs; k++)
        errors[i * outputs + k] = probabilities[i * outputs + k]! - (k === label ? 1 : 0);
  }
  const gradient = new Float64Array(parameters.length);
  const weights = outputs * x.columns;
  addWeighedRows(x, errors, outputs, gradient.subarray(0, weights));
  for (let at = 0; at < errors.length; at++) gradient[weights + (at % outputs)]! += errors[at]!;
  for (let at = 0; at < weights; at++) {
    value += (penalty / 2) * parameters[at]! ** 2;
    gradient[at]! += penalty * parameters[at]!;
  }
  return { value, gradient };
}
