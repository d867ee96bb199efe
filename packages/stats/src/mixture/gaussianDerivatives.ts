import { choleskyInverse } from "@mebae/optimizers";
import { type Factored, factorCovariance } from "../vectors/positiveDefinite.js";
import {
  type CovarianceKind,
  type GaussianComponent,
  type GaussianRows,
  gaussianLogs,
} from "./gaussianModel.js";
import { logSumOf } from "./logSum.js";

/** Which entries of a covariance matrix a free number moves together, by +1. */
export function covarianceBasis(kind: CovarianceKind, d: number): number[][] {
  if (kind === "spherical") return [Array.from({ length: d }, (_, a) => a * d + a)];
  if (kind === "diagonal") return Array.from({ length: d }, (_, a) => [a * d + a]);
  return Array.from({ length: d }, (_, a) =>
    Array.from({ length: a + 1 }, (__, b) => (a === b ? [a * d + a] : [a * d + b, b * d + a])),
  ).flat();
}

/**
 * The score and the observed information of a Gaussian mixture about its weights but the last, then each component's mean and free
 * covariances. With P = Σ⁻¹, z = P(x-μ) and E the change of Σ by one number,
 *   ∂/∂μ = z,   ∂/∂E = ½(zᵀEz - tr PE),   ∂²/∂μ∂μ = -P,   ∂²/∂μ∂E = -PEz,   ∂²/∂E∂F = ½tr PEPF - zᵀEPFz,
 * which responsibilities r join as for every mixture: Σ rⱼ(hⱼ + sⱼsⱼᵀ) within a component, less the square of Σ rⱼsⱼ.
 */
export function gaussianInformation(
  data: GaussianRows,
  components: readonly GaussianComponent[],
  kind: CovarianceKind,
): { readonly score: Float64Array; readonly information: Float64Array } {
  const d = data.columns;
  const basis = covarianceBasis(kind, d);
  const parts = components.map((component) => partOf(component, basis, d));
  const own = d + basis.length;
  const size = components.length - 1 + components.length * own;
  const information = new Float64Array(size * size);
  const logs = gaussianLogs(data, components) as Float64Array[];
  const totals = logSumOf(logs);
  const scores = new Float64Array(size);
  const total = new Float64Array(size);
  for (let i = 0; i < data.rows; i++) {
    const weight = data.weights ? data.weights[i]! : 1;
    scores.fill(0);
    const last = components.length - 1;
    const ratio = (j: number) => Math.exp(logs[j]![i]! - totals[i]!) / components[j]!.weight;
    for (let j = 0; j < last; j++) scores[j] = ratio(j) - ratio(last);
    for (const [j, part] of parts.entries()) {
      const r = Math.exp(logs[j]![i]! - totals[i]!);
      if (r === 0) continue;
      const first = last + j * own;
      const { score, second } = part(data.values.subarray(i * d, (i + 1) * d));
      for (let a = 0; a < own; a++) {
        scores[first + a] = r * score[a]!;
        // log of the mixture by a weight and a parameter: f·s less the product of slopes, which is taken off below.
        for (let l = 0; l < last; l++) {
          const cross = (j === l ? ratio(l) : j === last ? -ratio(last) : 0) * score[a]!;
          information[l * size + first + a]! -= weight * cross;
        }
        for (let b = a; b < own; b++)
          information[(first + a) * size + first + b]! -=
            weight * r * (second[a * own + b]! + score[a]! * score[b]!);
      }
    }
    for (let a = 0; a < size; a++) total[a]! += weight * scores[a]!;
    for (let a = 0; a < size; a++)
      for (let b = a; b < size; b++) information[a * size + b]! += weight * scores[a]! * scores[b]!;
  }
  for (let a = 0; a < size; a++)
    for (let b = 0; b < a; b++) information[a * size + b] = information[b * size + a]!;
  return { score: total, information };
}

/** The free numbers moved by a step. */
export function movedComponents(
  components: readonly GaussianComponent[],
  step: Float64Array,
  kind: CovarianceKind,
): GaussianComponent[] {
  const d = components[0]!.mean.length;
  const basis = covarianceBasis(kind, d);
  const last = components.length - 1;
  const gone = step.subarray(0, last).reduce((sum, part) => sum + part, 0);
  return components.map(({ weight, mean, covariance }, j) => {
    const first = last + j * (d + basis.length);
    const moved = covariance.slice();
    for (const [e, entries] of basis.entries()) for (const at of entries) moved[at]! += step[first + d + e]!;
    return {
      weight: weight + (j < last ? step[j]! : -gone),
      mean: mean.map((value, a) => value + step[first + a]!),
      covariance: moved,
    };
  });
}

/** Score and second derivatives of one component's log-density at a row. */
function partOf({ mean, covariance }: GaussianComponent, basis: readonly number[][], d: number) {
  const precision = choleskyInverse((factorCovariance(covariance, d) as Factored).factor);
  const own = d + basis.length;
  // PE of each change, d·d.
  const products = basis.map((entries) => {
    const product = new Float64Array(d * d);
    for (const at of entries)
      for (let a = 0; a < d; a++) product[a * d + (at % d)]! += precision[a * d + Math.floor(at / d)]!;
    return product;
  });
  const traces = products.map((product) => trace(product, d));
  const half = products.map((p) => products.map((q) => 0.5 * traceOfProduct(p, q, d)));
  return (x: Float64Array) => {
    const score = new Float64Array(own);
    const second = new Float64Array(own * own);
    const z = score.subarray(0, d);
    for (let a = 0; a < d; a++)
      for (let b = 0; b < d; b++) z[a]! += precision[a * d + b]! * (x[b]! - mean[b]!);
    const bent = products.map((product) => apply(product, z, d));
    for (let a = 0; a < d; a++) for (let b = 0; b < d; b++) second[a * own + b] = -precision[a * d + b]!;
    for (const [e, entries] of basis.entries()) {
      const place = d + e;
      const ez = new Float64Array(d);
      for (const at of entries) ez[Math.floor(at / d)]! += z[at % d]!;
      score[place] = 0.5 * (dot(z, ez) - traces[e]!);
      for (let a = 0; a < d; a++) second[a * own + place] = -bent[e]![a]!;
      for (let f = 0; f < basis.length; f++) second[place * own + d + f] = half[e]![f]! - dot(ez, bent[f]!);
    }
    return { score, second };
  };
}

function apply(matrix: Float64Array, z: Float64Array, d: number): Float64Array {
  return z.map((_, a) => dot(matrix.subarray(a * d, (a + 1) * d), z));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function trace(matrix: Float64Array, d: number): number {
  let sum = 0;
  for (let a = 0; a < d; a++) sum += matrix[a * d + a]!;
  return sum;
}

function traceOfProduct(p: Float64Array, q: Float64Array, d: number): number {
  let sum = 0;
  for (let a = 0; a < d; a++) for (let b = 0; b < d; b++) sum += p[a * d + b]! * q[b * d + a]!;
  return sum;
}
