import { at, fill, type Plain, sum } from "./plain.js";
import { average, pool } from "./windows.js";

/** Σⱼ αⱼ·exp(-γ·|(x-μ)/σ - cⱼ|²) + b. */
export function kernelRidge(x: Plain, variable: (name: string) => Plain, gamma: number): Plain {
  const [mean, scale, bias] = [variable("mean"), variable("scale"), variable("bias")];
  const [centres, coefficients] = [variable("centres"), variable("coefficients")];
  const [examples, features] = centres.shape as readonly [number, number];
  return fill([x.shape[0]!, bias.shape[0]!], (i, k) => {
    const distance = (j: number) =>
      sum(features, (f) => ((at(x, i, f) - at(mean, f)) / at(scale, f) - at(centres, j, f)) ** 2);
    return sum(examples, (j) => at(coefficients, j, k) * Math.exp(-gamma * distance(j))) + at(bias, k);
  });
}

/** Each column cut into bins: (x-s)/w, from 0 to 1 but in the outermost bins. */
export function piecewiseLinear(x: Plain, variable: (name: string) => Plain, bins: readonly number[]): Plain {
  const [start, scale] = [variable("start"), variable("scale")];
  const places = bins.flatMap((count, column) =>
    Array.from({ length: count }, (_, bin) => ({ column, first: bin === 0, last: bin === count - 1 })),
  );
  return fill([x.shape[0]!, places.length], (i, k) => {
    const { column, first, last } = places[k]!;
    const along = (at(x, i, column) - at(start, k)) / at(scale, k);
    return Math.min(last ? Infinity : 1, Math.max(first ? -Infinity : 0, along));
  });
}

export interface PatchSettings {
  readonly threshold: number;
  readonly pool: number;
  readonly epsilon?: number;
}

/**
 * √(mean of max(0, W·p̂ - b - threshold)) of the normalized patches p̂ of each window of x [n, c, h, w]; 1e-8 beside the mean gives the
 * root a slope where all is cut.
 */
export function patchFeatures(x: Plain, variable: (name: string) => Plain, settings: PatchSettings): Plain {
  const [weight, bias] = [variable("weight"), variable("bias")];
  const [count, channels, size] = weight.shape as readonly [number, number, number];
  const [n, , h, w] = x.shape as readonly [number, number, number, number];
  const { threshold, epsilon = 0.01 } = settings;
  const length = channels * size ** 2;
  const filter = (k: number, place: number) => weight.data[k * length + place]!;
  const response = fill([n, count, h - size + 1, w - size + 1], (image, k, row, column) => {
    const patch = fill([channels, size, size], (c, i, j) => at(x, image, c, row + i, column + j)).data;
    const mean = sum(length, (i) => patch[i]!) / length;
    const variance = sum(length, (i) => (patch[i]! - mean) ** 2) / length;
    const likeness = sum(length, (i) => ((patch[i]! - mean) / Math.sqrt(variance + epsilon)) * filter(k, i));
    return Math.max(0, likeness - at(bias, k) - threshold);
  });
  return pool(response, settings.pool, {}, (values) => Math.sqrt(average(values) + 1e-8));
}
