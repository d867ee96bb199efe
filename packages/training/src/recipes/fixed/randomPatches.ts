import { PatchFeatures, type PatchFeaturesOptions } from "@mebae/layers";
import { symmetricEigen } from "@mebae/optimizers";
import { Generator, type Tensor, tensor, UsageError } from "@mebae/tensor";

export interface RandomPatchesOptions extends Omit<PatchFeaturesOptions, "dtype"> {
  /** How many patches the features compare with. Default 400. */
  readonly count?: number;
  /** Patches that the whitening is learned from. Default 20,000. */
  readonly samples?: number;
  /** Added to the eigenvalues of the patches' covariance. Default 0.1. */
  readonly regularization?: number;
  /** Default 0. */
  readonly seed?: number;
}

/**
 * `PatchFeatures` of random whitened patches of training images (Coates, Lee & Ng 2011). Of p̂, patches standardized each
 * by its own mean and variance, with mean m and covariance C = V·diag(λ)·Vᵀ,
 *   M = V·diag(1/√(λ+regularization))·Vᵀ (ZCA)    W = D·M    b = W·m
 * where D's rows are whitened patches M·(p̂-m) drawn at random and scaled to unit length.
 * @param images what the network sees of the training images, [n, channels, h, w]
 * @throws UsageError where the images are smaller than a patch
 */
export async function randomPatches(
  images: Tensor,
  options: RandomPatchesOptions = {},
): Promise<PatchFeatures> {
  const { count = 400, samples = 20_000, regularization = 0.1, seed = 0, ...rest } = options;
  const channels = images.shape[1]!;
  const layer = new PatchFeatures(channels, count, rest);
  const patches = await samplePatches(
    images,
    layer,
    Math.max(samples, count),
    new Generator(seed).fold("randomPatches"),
  );
  const size = channels * layer.size ** 2;
  const mean = centre(patches, size);
  const whitening = zca(patches, size, regularization);
  const weight = new Float32Array(count * size);
  const bias = new Float32Array(count);
  const row = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    // The samples were drawn at random, so the first ones are as good as any.
    multiply(whitening, patches.subarray(i * size, (i + 1) * size), row);
    const length = Math.hypot(...row) || 1;
    row.forEach((value, k) => {
      row[k] = value / length;
    });
    const filter = multiply(whitening, row, new Float64Array(size));
    weight.set(filter, i * size);
    bias[i] = filter.reduce((sum, value, k) => sum + value * mean[k]!, 0);
  }
  using w = tensor(weight, { shape: layer.weight.shape });
  using b = tensor(bias);
  layer.weight.assign(w);
  layer.bias.assign(b);
  return layer;
}

/** Patches from random places of random images, each standardized by its own mean and variance. */
async function samplePatches(
  images: Tensor,
  layer: PatchFeatures,
  samples: number,
  draw: Generator,
): Promise<Float64Array> {
  const [n, channels, height, width] = images.shape as readonly [number, number, number, number];
  const { size, epsilon } = layer;
  if (height < size || width < size)
    throw new UsageError(`randomPatches: images of ${height} × ${width} hold no patch of ${size} × ${size}`);
  const data = await images.data();
  const length = channels * size * size;
  const patches = new Float64Array(samples * length);
  for (let i = 0; i < samples; i++) {
    const image = draw.integer(0, n);
    const top = draw.integer(0, height - size + 1);
    const left = draw.integer(0, width - size + 1);
    const patch = patches.subarray(i * length, (i + 1) * length);
    let place = 0;
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < size; y++) {
        const from = ((image * channels + c) * height + top + y) * width + left;
        for (let x = 0; x < size; x++) patch[place++] = data[from + x]!;
      }
    }
    standardize(patch, epsilon);
  }
  return patches;
}

function standardize(patch: Float64Array, epsilon: number): void {
  const mean = patch.reduce((sum, value) => sum + value, 0) / patch.length;
  const variance = patch.reduce((sum, value) => sum + (value - mean) ** 2, 0) / patch.length;
  const scale = 1 / Math.sqrt(variance + epsilon);
  for (let k = 0; k < patch.length; k++) patch[k] = (patch[k]! - mean) * scale;
}

/** Takes the mean of all patches off each; gives the mean. */
function centre(patches: Float64Array, size: number): Float64Array {
  const mean = new Float64Array(size);
  const samples = patches.length / size;
  patches.forEach((value, at) => {
    mean[at % size]! += value / samples;
  });
  for (let at = 0; at < patches.length; at++) patches[at]! -= mean[at % size]!;
  return mean;
}

/** V·diag(1/√(λ+regularization))·Vᵀ of the centred patches' covariance. */
function zca(patches: Float64Array, size: number, regularization: number): Float64Array {
  const { values, vectors } = symmetricEigen(covarianceOf(patches, size));
  const scales = values.map((value) => 1 / Math.sqrt(Math.max(value, 0) + regularization));
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++) sum += vectors[i * size + k]! * scales[k]! * vectors[j * size + k]!;
      result[i * size + j] = sum;
      result[j * size + i] = sum;
    }
  }
  return result;
}

function covarianceOf(patches: Float64Array, size: number): Float64Array {
  const covariance = new Float64Array(size * size);
  const samples = patches.length / size;
  for (let from = 0; from < patches.length; from += size) {
    for (let i = 0; i < size; i++) {
      const value = patches[from + i]! / samples;
      for (let j = 0; j <= i; j++) covariance[i * size + j]! += value * patches[from + j]!;
    }
  }
  return covariance;
}

function multiply(matrix: Float64Array, vector: Float64Array, out: Float64Array): Float64Array {
  const size = vector.length;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    out[i] = sum;
  }
  return out;
}
