import type { Groups } from "@mebae/data";
import { KernelRidge } from "@mebae/layers";
import { Generator, type Tensor, tensor, UsageError } from "@mebae/tensor";
import { breathe } from "../../fit/breathe.js";
import { leaveOneOut, type RidgeSolution } from "./leaveOneOut.js";
import { centredOneHot, squaredDistances, standardize, withBias } from "./ridgeParts.js";
import { logLossAt, sharpest } from "./temperature.js";

export interface KernelRidgeFitOptions {
  /** Candidates of γ·features. */
  readonly gammas?: readonly number[];
  /** Candidates of λ. */
  readonly lambdas?: readonly number[];
  /** What each row belongs to: rows of a group are left out together. By default each alone. */
  readonly groups?: Groups;
  /** So many rows, drawn at random, choose γ and λ, which takes a solution for each candidate; all rows learn. Default 1000. */
  readonly choosing?: number;
  /** Draws them. Default 0. */
  readonly seed?: number;
  /** Throws where the fit is to end. */
  readonly check?: () => void;
}

export const choosingRows = 1000;

/** A kernel ridge classifier, and what it knows of its own accuracy. */
export interface FittedKernelRidge {
  /** Puts out logits: the regression's outputs over the temperature. */
  readonly layer: KernelRidge;
  /** Logits of each training example by the regression without it and its group, n × classes. */
  readonly leftOut: Float64Array;
  /** Mean negative log-likelihood of the labels by `leftOut`. */
  readonly loss: number;
  readonly gamma: number;
  readonly lambda: number;
  readonly temperature: number;
}

/** All that one choice of rows asks again and again. */
interface Problem {
  readonly labels: ArrayLike<number>;
  readonly classes: number;
  readonly groups: Groups | undefined;
  readonly d: number;
  readonly distances: Float64Array;
  readonly targets: Float64Array;
  readonly bias: Float64Array;
}

interface Candidate {
  readonly gamma: number;
  readonly lambda: number;
  readonly solution: RidgeSolution;
  readonly temperature: number;
  readonly loss: number;
}

/**
 * Kernel ridge regression on classes as one-hot rows, on standardized features, with a Gaussian kernel. γ, λ and the
 * temperature T of softmax(y/T) are those of the smallest leave-one-out log-loss, which has a closed form, so that no
 * example is lost to validation: γ first, then λ.
 * @param features [n, d], d features of each training example
 * @param labels the class of each, from 0 to classes-1
 * @throws UsageError where features and labels differ in number
 */
export async function fitKernelRidge(
  features: Tensor,
  labels: ArrayLike<number>,
  classes: number,
  options: KernelRidgeFitOptions = {},
): Promise<FittedKernelRidge> {
  const { gammas = [0.03, 0.1, 0.3, 1, 3], lambdas = [1e-3, 1e-2, 1e-1, 1], groups, check } = options;
  const { choosing = choosingRows, seed = 0 } = options;
  const [n, d] = features.shape as readonly [number, number];
  if (labels.length !== n)
    throw new UsageError(`fitKernelRidge: ${n} examples need as many labels, not ${labels.length}`);
  const { mean, scale, standardized } = await standardize(features);
  const few =
    n > choosing ? new Generator(seed).fold("fitKernelRidge").permutation(n).slice(0, choosing) : undefined;
  const trial = await problemOf(standardized, d, { labels, classes, groups, rows: few });
  const judge = async (problem: Problem, gamma: number, lambda: number): Promise<Candidate | undefined> => {
    await breathe();
    check?.();
    return candidate(problem, gamma, lambda);
  };
  const middle = lambdas[Math.floor((lambdas.length - 1) / 2)]!;
  const byGamma: (Candidate | undefined)[] = [];
  for (const gamma of gammas) byGamma.push(await judge(trial, gamma, middle));
  const found = best(byGamma);
  const byLambda: (Candidate | undefined)[] = [found];
  for (const lambda of lambdas)
    if (lambda !== found.lambda) byLambda.push(await judge(trial, found.gamma, lambda));
  const chosen = best(byLambda);
  if (!few) return assemble(trial, chosen, { mean, scale, standardized });
  const whole = await problemOf(standardized, d, { labels, classes, groups });
  const last = best([await judge(whole, chosen.gamma, chosen.lambda)]);
  return assemble(whole, last, { mean, scale, standardized });
}

async function problemOf(
  standardized: Float32Array,
  d: number,
  {
    labels,
    classes,
    groups,
    rows,
  }: Pick<Problem, "labels" | "classes" | "groups"> & { rows?: Int32Array | undefined },
): Promise<Problem> {
  if (rows) {
    const part = new Float32Array(rows.length * d);
    rows.forEach((row, i) => {
      part.set(standardized.subarray(row * d, (row + 1) * d), i * d);
    });
    const own = Int32Array.from(rows, (row) => labels[row]!);
    const together = groups && Array.from(rows, (row) => groups[row]!);
    return problemOf(part, d, { labels: own, classes, groups: together });
  }
  const distances = await squaredDistances(standardized, [labels.length, d]);
  return { labels, classes, groups, d, distances, ...centredOneHot(labels, classes) };
}

function candidate(problem: Problem, gamma: number, lambda: number): Candidate | undefined {
  const { labels, classes, groups, d, distances, targets, bias } = problem;
  const kernel = distances.map((distance) => Math.exp((-gamma / d) * distance));
  const solution = leaveOneOut(kernel, targets, { lambda, ...(groups && { groups }) });
  if (!solution) return undefined;
  const raw = withBias(solution.leftOut, bias);
  const temperature = sharpest(raw, labels, classes);
  return { gamma, lambda, solution, temperature, loss: logLossAt(raw, labels, classes, temperature) };
}

function assemble(
  { labels, classes, d, bias }: Problem,
  { gamma, lambda, temperature, solution, loss }: Candidate,
  { mean, scale, standardized }: Awaited<ReturnType<typeof standardize>>,
): FittedKernelRidge {
  const layer = new KernelRidge(d, classes, labels.length, { gamma: gamma / d });
  const values = {
    ...{ mean, scale, centres: standardized },
    coefficients: Float32Array.from(solution.coefficients, (value) => value / temperature),
    bias: Float32Array.from(bias, (value) => value / temperature),
  };
  for (const name of ["mean", "scale", "centres", "coefficients", "bias"] as const) {
    using value = tensor(values[name], { shape: layer[name].shape });
    layer[name].assign(value);
  }
  const leftOut = withBias(solution.leftOut, bias).map((value) => value / temperature);
  return { layer, leftOut, loss, gamma, lambda, temperature };
}

function best(candidates: readonly (Candidate | undefined)[]): Candidate {
  const found = candidates.filter((candidate) => candidate !== undefined);
  if (found.length === 0)
    throw new UsageError("fitKernelRidge: the kernel isn't positive definite; give larger lambdas");
  return found.reduce((a, b) => (b.loss < a.loss ? b : a));
}
