import { add, matmul, mul, scope, square, sub, sum, type Tensor, tensor } from "@mebae/tensor";

/** (x-μ)/σ of each column of x [n, d] by its own mean and deviation. */
export async function standardize(features: Tensor): Promise<{
  readonly mean: Float32Array;
  readonly scale: Float32Array;
  readonly standardized: Float32Array;
}> {
  const [n, d] = features.shape as readonly [number, number];
  const data = await features.data();
  const mean = new Float64Array(d);
  const variance = new Float64Array(d);
  for (let at = 0; at < n * d; at++) mean[at % d]! += data[at]! / n;
  for (let at = 0; at < n * d; at++) variance[at % d]! += (data[at]! - mean[at % d]!) ** 2 / n;
  // A column that hardly varies tells nothing; without a floor its rounding would count like all others.
  const floor = (1e-3 * variance.reduce((a, b) => a + b, 0)) / d;
  const scale = variance.map((value) => Math.sqrt(value + floor) || 1);
  const standardized = new Float32Array(n * d);
  for (let at = 0; at < n * d; at++) standardized[at] = (data[at]! - mean[at % d]!) / scale[at % d]!;
  return { mean: Float32Array.from(mean), scale: Float32Array.from(scale), standardized };
}

/** |zᵢ-zⱼ|² of all rows of z [n, d]: symmetric to the last bit and 0 on the diagonal, which rounding alone would miss. */
export async function squaredDistances(
  z: Float32Array,
  shape: readonly [number, number],
): Promise<Float64Array> {
  const found = scope(() => {
    const rows = tensor(z, { shape });
    const norms = sum(square(rows), { axes: 1, keepDims: true });
    const columns = sum(square(rows), { axes: 1 });
    return sub(add(norms, columns), mul(matmul(rows, rows, { transposeB: true }), 2));
  });
  using _ = found;
  const [n] = shape;
  const flat = await found.data();
  const distances = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const distance = Math.max(0, (flat[i * n + j]! + flat[j * n + i]!) / 2);
      distances[i * n + j] = distance;
      distances[j * n + i] = distance;
    }
  }
  return distances;
}

/** One-hot rows less the classes' shares, and these shares. */
export function centredOneHot(
  labels: ArrayLike<number>,
  classes: number,
): { readonly targets: Float64Array; readonly bias: Float64Array } {
  const n = labels.length;
  const bias = new Float64Array(classes);
  for (let i = 0; i < n; i++) bias[labels[i]!]! += 1 / n;
  const targets = new Float64Array(n * classes);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < classes; c++) targets[i * classes + c] = (labels[i] === c ? 1 : 0) - bias[c]!;
  }
  return { targets, bias };
}

export function withBias(outputs: Float64Array, bias: Float64Array): Float64Array {
  return outputs.map((value, at) => value + bias[at % bias.length]!);
}
