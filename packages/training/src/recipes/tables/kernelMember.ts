import type { Dataset } from "@mebae/data";
import { KernelRidge } from "@mebae/layers";
import { Generator, tensor, UsageError } from "@mebae/tensor";
import { leaveOneOut } from "../fixed/leaveOneOut.js";
import { centredOneHot, squaredDistances, withBias } from "../fixed/ridgeParts.js";
import { logLossAt, sharpest } from "../fixed/temperature.js";

/** The kernel's width γ and the ridge λ. */
export interface KernelChoice {
  readonly gamma: number;
  readonly lambda: number;
}

/** Targets as the regression sees them: labels of classes, or standardized numbers. */
export type KernelTarget =
  | { readonly kind: "classes"; readonly labels: ArrayLike<number>; readonly classes: number }
  | { readonly kind: "numbers"; readonly values: ArrayLike<number> };

/** The number of rows from which the solution, cubic in it, costs more than networks do. */
export const mostForKernels = 2000;
/** So many rows choose γ and λ; all rows learn. */
const choosing = 300;
/** The smallest is all but a linear regression. */
const gammas = [0.005, 0.02, 0.06, 0.2, 0.6, 2];
const lambdas = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];

/**
 * Added to the kernel, as good as a bias that no ridge pulls at (Suykens & Vandewalle 1999, "Least squares support vector machine
 * classifiers"): far from all examples the answer is that of the scattered ones, not the commonest one.
 */
const freeBias = 100;

/** All that one choice of rows asks again and again. */
interface Problem {
  readonly data: Float32Array;
  readonly n: number;
  readonly outputs: number;
  readonly distances: Float64Array;
  readonly target: KernelTarget;
  readonly targets: Float64Array;
  readonly bias: Float64Array;
}

interface Solution {
  readonly coefficients: Float64Array;
  readonly temperature: number;
  readonly loss: number;
}

/**
 * Kernel ridge regression; the layer puts out logits of classes, or a number in standard deviations of the target. It
 * learns the prepared columns as they are: numbers are standardized, and a category counts less than a number. γ (over
 * the columns' total variance) and λ are those of the smallest leave-one-out loss, the log-loss at the best temperature or
 * the squared error: γ first, then λ, then γ once more.
 */
export async function fitKernelMember(
  train: Dataset,
  target: KernelTarget,
  seed: number,
): Promise<KernelRidge> {
  const data = train.features.data as Float32Array;
  const d = train.features.shape[0]!;
  const n = train.length;
  const perVariance = 1 / totalVariance(data, n, d);
  const few =
    n <= choosing ? undefined : new Generator(seed).fold("kernel").permutation(n).slice(0, choosing);
  const trial = await (few ? problemOf(train.subset(few), targetAt(target, few)) : problemOf(train, target));
  const loss = (gamma: number, lambda: number) =>
    solve(trial, { gamma: gamma * perVariance, lambda })?.loss ?? Infinity;
  let gamma = smallest(gammas, (candidate) => loss(candidate, 0.1));
  const lambda = smallest(lambdas, (candidate) => loss(gamma, candidate));
  gamma = smallest(gammas, (candidate) => loss(candidate, lambda));
  return fitKernel(train, target, { gamma: gamma * perVariance, lambda });
}

/** The regression of these rows, where the choices are made. */
export async function fitKernel(
  train: Dataset,
  target: KernelTarget,
  choice: KernelChoice,
): Promise<KernelRidge> {
  const problem = await problemOf(train, target);
  const solution = solve(problem, choice);
  if (!solution)
    throw new UsageError(`${train.name}: the kernel of ${train.length} rows isn't positive definite`);
  return assemble(problem, solution, choice.gamma);
}

async function problemOf({ features, length: n }: Dataset, target: KernelTarget): Promise<Problem> {
  const data = features.data as Float32Array;
  const distances = await squaredDistances(data, [n, features.shape[0]!]);
  if (target.kind === "classes") {
    const { labels, classes } = target;
    return { data, n, outputs: classes, distances, target, ...centredOneHot(labels, classes) };
  }
  const mean = Array.from(target.values).reduce((sum, value) => sum + value, 0) / n;
  const targets = Float64Array.from(target.values, (value) => value - mean);
  return { data, n, outputs: 1, distances, target, targets, bias: Float64Array.of(mean) };
}

function solve(problem: Problem, { gamma, lambda }: KernelChoice): Solution | undefined {
  const { distances, target, targets, bias } = problem;
  const kernel = distances.map((distance) => Math.exp(-gamma * distance) + freeBias);
  const solution = leaveOneOut(kernel, targets, { lambda });
  if (!solution) return undefined;
  const leftOut = withBias(solution.leftOut, bias);
  const { coefficients } = solution;
  if (target.kind === "numbers") {
    const squares = leftOut.reduce((sum, value, i) => sum + (value - target.values[i]!) ** 2, 0);
    return { coefficients, temperature: 1, loss: squares / problem.n };
  }
  const { labels, classes } = target;
  const temperature = sharpest(leftOut, labels, classes);
  return { coefficients, temperature, loss: logLossAt(leftOut, labels, classes, temperature) };
}

function assemble(
  { data, n, outputs, bias }: Problem,
  { coefficients, temperature }: Solution,
  gamma: number,
): KernelRidge {
  const layer = new KernelRidge(data.length / n, outputs, n, { gamma });
  const whole = Float64Array.from(bias);
  coefficients.forEach((value, at) => {
    whole[at % outputs]! += freeBias * value;
  });
  const cooled = (values: Float64Array) => Float32Array.from(values, (value) => value / temperature);
  const values = { centres: data, coefficients: cooled(coefficients), bias: cooled(whole) };
  for (const name of ["centres", "coefficients", "bias"] as const) {
    using value = tensor(values[name], { shape: layer[name].shape });
    layer[name].assign(value);
  }
  return layer;
}

function totalVariance(data: Float32Array, n: number, d: number): number {
  let total = 0;
  for (let column = 0; column < d; column++) {
    let sum = 0;
    let squares = 0;
    for (let at = column; at < data.length; at += d) sum += data[at]! / n;
    for (let at = column; at < data.length; at += d) squares += (data[at]! - sum) ** 2 / n;
    total += squares;
  }
  return total || 1;
}

function smallest(candidates: readonly number[], loss: (candidate: number) => number): number {
  const losses = candidates.map(loss);
  return candidates[losses.indexOf(Math.min(...losses))]!;
}

function targetAt(target: KernelTarget, rows: ArrayLike<number>): KernelTarget {
  return target.kind === "classes"
    ? { ...target, labels: Int32Array.from(rows, (row) => target.labels[row]!) }
    : { kind: "numbers", values: Float64Array.from(rows, (row) => target.values[row]!) };
}
