import { type Learner, softmaxRows } from "@mebae/training";
import { classicalLearner } from "./classicalLearner.js";
import type { Matrix } from "./matrix.js";
import type { Lesson, Predictor, Target } from "./method.js";
import { standardized } from "./standardized.js";
import type { Steps } from "./steps.js";
import { binsOf } from "./trees/bins.js";
import { growTree } from "./trees/grow.js";
import { sumPurpose } from "./trees/sumPurpose.js";
import { addTree, type Tree } from "./trees/tree.js";

export interface GradientBoostingOptions {
  /** Default 100; with k > 2 classes a round is k trees. */
  readonly rounds?: number;
  /** η, default 0.1. */
  readonly learningRate?: number;
  /** Splits from a tree's root to its leaves; default 3. */
  readonly depth?: number;
}

/** The share of the rows that a tree learns from (Friedman 2002, "Stochastic gradient boosting"). */
const rowShare = 0.7;
/** λ: leaves of few rows say less. */
const penalty = 1;
/** The least curvature in a leaf: one number's, or about four undecided rows' of a class. */
const leastWeight = 1;

/**
 * Gradient boosting (Friedman 2001): shallow trees one after another, each a Newton step of the loss that the trees before
 * it left, -Σ log p_y or squared error, shrunk by η.
 */
export function gradientBoosting(options: GradientBoostingOptions = {}): Learner {
  const fitTo = (lesson: Lesson) => fit(lesson, options);
  return classicalLearner({ name: "gradient boosting", settings: options, classes: fitTo, numbers: fitTo });
}

function* fit(
  { x, target, generator }: Lesson,
  { rounds = 100, learningRate = 0.1, depth = 3 }: GradientBoostingOptions,
): Steps<Predictor> {
  const bins = binsOf(x);
  const loss = lossOf(target);
  const { outputs } = loss;
  const scores = startOf(loss, x.rows);
  // Wide data tries some columns at a node: quicker, and trees differ more.
  const tried = Math.min(x.columns, Math.max(16, Math.ceil(x.columns / 4)));
  const trees: Tree[] = [];
  for (let round = 0; round < rounds; round++) {
    const slopes = loss.slopes(scores);
    const order = generator.permutation(x.rows);
    const taken = order.subarray(0, Math.max(2, Math.round(rowShare * x.rows)));
    for (let k = 0; k < outputs; k++) {
      const purpose = sumPurpose({
        pulls: column(slopes.pulls, k, outputs),
        weights: column(slopes.weights, k, outputs),
        penalty,
        least: leastWeight,
      });
      const tree = growTree({ bins, rows: taken.slice(), purpose, tried, depth, generator });
      trees.push(tree);
      addTree(tree, x, learningRate, scores, outputs, k);
      yield (round + (k + 1) / outputs) / rounds;
    }
  }
  return (rows) => predicted(rows, trees, loss, learningRate);
}

function* predicted(
  x: Matrix,
  trees: readonly Tree[],
  loss: Loss,
  learningRate: number,
): Steps<Float64Array> {
  const scores = startOf(loss, x.rows);
  for (const [t, tree] of trees.entries()) {
    addTree(tree, x, learningRate, scores, loss.outputs, t % loss.outputs);
    yield t / trees.length;
  }
  return loss.answers(scores);
}

function startOf({ outputs, start }: Loss, rows: number): Float64Array {
  return Float64Array.from({ length: rows * outputs }, (_, at) => start[at % outputs]!);
}

function column(values: Float64Array, k: number, width: number): Float64Array {
  return Float64Array.from({ length: values.length / width }, (_, i) => values[i * width + k]!);
}

interface Loss {
  readonly outputs: number;
  /** The scores that lose least without features. */
  readonly start: Float64Array;
  /** Minus the slopes, and the curvatures, of each row's loss, [rows, outputs]. */
  slopes(scores: Float64Array): { pulls: Float64Array; weights: Float64Array };
  /** What scores mean: probabilities, or numbers. */
  answers(scores: Float64Array): Float64Array;
}

function lossOf(target: Target): Loss {
  if (target.kind === "numbers") return squaredError(target.values);
  return target.classes === 2 ? binary(target.labels) : multinomial(target.labels, target.classes);
}

function squaredError(y: Float64Array): Loss {
  const { values, mean, scale } = standardized(y);
  const ones = new Float64Array(values.length).fill(1);
  return {
    outputs: 1,
    start: Float64Array.of(0),
    slopes: (scores) => ({ pulls: values.map((value, i) => value - scores[i]!), weights: ones }),
    answers: (scores) => scores.map((score) => mean + scale * score),
  };
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

function binary(labels: Int32Array): Loss {
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  return {
    outputs: 1,
    start: Float64Array.of(Math.log(share / (1 - share))),
    slopes(scores) {
      const p = scores.map(sigmoid);
      return { pulls: p.map((each, i) => labels[i]! - each), weights: p.map((each) => each * (1 - each)) };
    },
    answers(scores) {
      const both = new Float64Array(2 * scores.length);
      for (let i = 0; i < scores.length; i++) both.set([1 - sigmoid(scores[i]!), sigmoid(scores[i]!)], 2 * i);
      return both;
    },
  };
}

function multinomial(labels: Int32Array, classes: number): Loss {
  const start = new Float64Array(classes);
  for (const label of labels) start[label]! += 1 / labels.length;
  return {
    outputs: classes,
    start: start.map(Math.log),
    slopes(scores) {
      const p = softmaxRows(scores, classes);
      return {
        pulls: p.map((each, at) => (labels[Math.floor(at / classes)] === at % classes ? 1 : 0) - each),
        weights: p.map((each) => each * (1 - each)),
      };
    },
    answers: (scores) => softmaxRows(scores, classes),
  };
}
