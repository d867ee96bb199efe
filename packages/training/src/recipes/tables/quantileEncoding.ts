import { PiecewiseLinear } from "@mebae/layers";
import { tensor } from "@mebae/tensor";

const mostBins = 12;
/** Fewer rows a bin than this, and a bin's slope follows single rows. */
const leastRows = 20;

/** Bins cut at quantiles of training rows: their starts and widths, and how many each column has. */
export interface Quantiles {
  readonly bins: readonly number[];
  readonly start: Float32Array;
  readonly scale: Float32Array;
}

/**
 * Cuts each column of training rows [n, width] at evenly spaced quantiles, equal ones merged: a column of 0 and 1 has one
 * bin and stays as it is. At most 12 bins, of about 20 rows or more.
 */
export function quantilesOf(data: Float32Array, width: number): Quantiles {
  const n = data.length / width;
  const most = Math.max(1, Math.min(mostBins, Math.floor(n / leastRows)));
  const bins: number[] = [];
  const start: number[] = [];
  const scale: number[] = [];
  for (let column = 0; column < width; column++) {
    const sorted = Float32Array.from({ length: n }, (_, row) => data[row * width + column]!).sort();
    const cuts = Array.from({ length: most + 1 }, (_, i) => sorted[Math.round((i * (n - 1)) / most)]!);
    const different = cuts.filter((cut, i) => i === 0 || cut > cuts[i - 1]!);
    // A rare 1 may lie between all quantiles; the column must not become a constant.
    if (different.length === 1 && sorted[n - 1]! > different[0]!) different.push(sorted[n - 1]!);
    if (different.length === 1) different.push(different[0]! + 1);
    bins.push(different.length - 1);
    for (let bin = 0; bin + 1 < different.length; bin++) {
      start.push(different[bin]!);
      scale.push(different[bin + 1]! - different[bin]!);
    }
  }
  return { bins, start: Float32Array.from(start), scale: Float32Array.from(scale) };
}

/** The layer that encodes by these quantiles. */
export function piecewiseLinear({ bins, start, scale }: Quantiles): PiecewiseLinear {
  const layer = new PiecewiseLinear(bins);
  using starts = tensor(start);
  using scales = tensor(scale);
  layer.start.assign(starts);
  layer.scale.assign(scales);
  return layer;
}
