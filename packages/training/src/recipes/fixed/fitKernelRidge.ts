import { KernelRidge } from "@mebae/layers";
import { type Tensor, tensor, UsageError } from "@mebae/tensor";
import { leaveOneOut, type RidgeSolution } from "./leaveOneOut.js";
import { centredOneHot, squaredDistances, standardize, withBias } from "./ridgeParts.js";
import { logLossAt, sharpest } from "./temperature.js";

export interface KernelRidgeFitOptions {
  /** Candidates of γ·features. */
  readonly gammas?: readonly number[];
  /** Candidates of λ. */
  readonly lambdas?: readonly number[];
  /** Rows that stand together and are left out together, such as an image and its changed copies. Default 1. */
  readonly group?: number;
}

/** A kernel ridge classifier, and what it knows of its own accuracy. */
export interface FittedKernelRidge {
  /** Puts out logits: the regression's outputs over the temperature. */
  readonly layer: KernelRidge;
  /** Logits of each training example by the regression without it, n × classes. */
  readonly leftOut: Float64Array;
  /** Mean negative log-likelihood of the labels by `leftOut`. */
  readonly loss: number;
  readonly gamma: number;
  readonly lambda: number;
  readonly temperature: number;
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
  const { gammas = [0.03, 0.1, 0.3, 1, 3], lambdas = [1e-3, 1e-2, 1e-1, 1], group } = options;
  const [n, d] = features.shape as readonly [number, number];
  if (labels.length !== n)
    throw new UsageError(`fitKernelRidge: ${n} examples need as many labels, not ${labels.length}`);
  const { mean, scale, standardized } = await standardize(features);
  const distances = await squaredDistances(standardized, [n, d]);
  const { targets, bias } = centredOneHot(labels, classes);
  const judge = (gamma: number, lambda: number): Candidate | undefined => {
    const kernel = distances.map((distance) => Math.exp((-gamma / d) * distance));
    const solution = leaveOneOut(kernel, targets, { lambda, group });
    if (!solution) return undefined;
    const raw = withBias(solution.leftOut, bias);
    const temperature = sharpest(raw, labels, classes);
    return { gamma, lambda, solution, temperature, loss: logLossAt(raw, labels, classes, temperature) };
  };
  const middle = lambdas[Math.floor((lambdas.length - 1) / 2)]!;
  const byGamma = best(gammas.map((gamma) => judge(gamma, middle)));
  const others = lambdas.filter((lambda) => lambda !== byGamma.lambda);
  const chosen = best([byGamma, ...others.map((lambda) => judge(byGamma.gamma, lambda))]);
  const { gamma, lambda, temperature, solution, loss } = chosen;
  const layer = new KernelRidge(d, classes, n, { gamma: gamma / d });
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
