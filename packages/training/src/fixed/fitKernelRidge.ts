import { KernelRidge } from "@mebae/layers";
import { add, matmul, mul, scope, square, sub, sum, type Tensor, tensor, UsageError } from "@mebae/tensor";
import { leaveOneOut, type RidgeSolution } from "./leaveOneOut.js";
import { logLossAt, sharpest } from "./temperature.js";

export interface KernelRidgeFitOptions {
  /** Candidates of γ·features. */
  readonly gammas?: readonly number[];
  /** Candidates of λ. */
  readonly lambdas?: readonly number[];
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
export function fitKernelRidge(
  features: Tensor,
  labels: ArrayLike<number>,
  classes: number,
  options: KernelRidgeFitOptions = {},
): FittedKernelRidge {
  const { gammas = [0.03, 0.1, 0.3, 1], lambdas = [1e-3, 1e-2, 1e-1, 1] } = options;
  const [n, d] = features.shape as readonly [number, number];
  if (labels.length !== n)
    throw new UsageError(`fitKernelRidge: ${n} examples need as many labels, not ${labels.length}`);
  const { mean, scale, standardized } = standardize(features);
  const distances = squaredDistances(standardized, [n, d]);
  const { targets, bias } = centredOneHot(labels, classes);
  const judge = (gamma: number, lambda: number): Candidate | undefined => {
    const solution = leaveOneOut(
      distances.map((distance) => Math.exp((-gamma / d) * distance)),
      targets,
      lambda,
    );
    if (!solution) return undefined;
    const raw = withBias(solution.leftOut, bias);
    const temperature = sharpest(raw, labels, classes);
    return { gamma, lambda, solution, temperature, loss: logLossAt(raw, labels, classes, temperature) };
  };
  const middle = lambdas[Math.floor((lambdas.length - 1) / 2)]!;
  const byGamma = best(gammas.map((gamma) => judge(gamma, middle)));
  const chosen = best([
    byGamma,
    ...lambdas.filter((l) => l !== byGamma.lambda).map((l) => judge(byGamma.gamma, l)),
  ]);
  const { gamma, lambda, temperature, solution, loss } = chosen;
  const layer = new KernelRidge(d, classes, n, { gamma: gamma / d });
  const assign = (name: "mean" | "scale" | "centres" | "coefficients" | "bias", values: Float32Array) => {
    using value = tensor(values, { shape: layer[name].shape });
    layer[name].assign(value);
  };
  assign("mean", mean);
  assign("scale", scale);
  assign("centres", standardized);
  assign(
    "coefficients",
    Float32Array.from(solution.coefficients, (value) => value / temperature),
  );
  assign(
    "bias",
    Float32Array.from(bias, (value) => value / temperature),
  );
  const leftOut = withBias(solution.leftOut, bias).map((value) => value / temperature);
  return { layer, leftOut, loss, gamma, lambda, temperature };
}

function best(candidates: readonly (Candidate | undefined)[]): Candidate {
  const found = candidates.filter((candidate) => candidate !== undefined);
  if (found.length === 0)
    throw new UsageError("fitKernelRidge: the kernel isn't positive definite; give larger lambdas");
  return found.reduce((a, b) => (b.loss < a.loss ? b : a));
}

/** (x-μ)/σ of each column by its own mean and deviation. */
function standardize(features: Tensor) {
  const [n, d] = features.shape as readonly [number, number];
  const data = features.dataSync();
  const mean = new Float64Array(d);
  const variance = new Float64Array(d);
  for (let at = 0; at < n * d; at++) mean[at % d]! += data[at]! / n;
  for (let at = 0; at < n * d; at++) variance[at % d]! += (data[at]! - mean[at % d]!) ** 2 / n;
  // A column that hardly varies tells nothing; without a floor its rounding would count like all others.
  const floor = (1e-3 * variance.reduce((a, b) => a + b, 0)) / d;
  const scale = variance.map((value) => Math.sqrt(value + floor) || 1);
  const standardized = Float32Array.from(data, (value, at) => (value - mean[at % d]!) / scale[at % d]!);
  return { mean: Float32Array.from(mean), scale: Float32Array.from(scale), standardized };
}

/** |zᵢ-zⱼ|² of all rows. */
function squaredDistances(z: Float32Array, shape: readonly [number, number]): Float64Array {
  const found = scope(() => {
    const rows = tensor(z, { shape });
    const norms = sum(square(rows), { axes: 1, keepDims: true });
    const columns = sum(square(rows), { axes: 1 });
    return sub(add(norms, columns), mul(matmul(rows, rows, { transposeB: true }), 2));
  });
  using _ = found;
  const [n] = shape;
  const flat = found.dataSync();
  // Symmetric to the last bit, and 0 on the diagonal, which rounding may miss.
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return i === j ? 0 : Math.max(0, (flat[i * n + j]! + flat[j * n + i]!) / 2);
  });
}

/** One-hot rows less the classes' shares, and these shares. */
function centredOneHot(labels: ArrayLike<number>, classes: number) {
  const n = labels.length;
  const bias = new Float64Array(classes);
  for (let i = 0; i < n; i++) bias[labels[i]!]! += 1 / n;
  const targets = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < classes; c++) targets[i * classes + c] = (labels[i] === c ? 1 : 0) - bias[c]!;
  }
  return { targets, bias };
}

function withBias(outputs: Float64Array, bias: Float64Array): Float64Array {
  return outputs.map((value, at) => value + bias[at % bias.length]!);
}
