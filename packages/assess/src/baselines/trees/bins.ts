import type { Matrix } from "../matrix.js";

/** Most different codes of a column. */
export const mostBins = 256;

/** A matrix whose columns are cut into at most 256 bins; of columns with fewer different values, each value is a bin. */
export interface Bins {
  /** [columns, rows]: column after column, so that a split reads along memory. */
  readonly codes: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  /** The least and the greatest value of each bin of each column. */
  readonly least: readonly Float64Array[];
  readonly greatest: readonly Float64Array[];
}

/**
 * Cuts each column at quantiles of its values. Trees see the order of values only, so that nothing is lost with up to
 * 256 different ones, and little with more (Ke et al. 2017, "LightGBM").
 */
export function binsOf({ data, rows, columns }: Matrix): Bins {
  const codes = new Uint8Array(rows * columns);
  const least: Float64Array[] = [];
  const greatest: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const values = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!);
    const sorted = values.slice().sort();
    const cuts = cutsOf(sorted);
    least.push(cuts.least);
    greatest.push(cuts.greatest);
    for (let i = 0; i < rows; i++) codes[j * rows + i] = binOf(cuts.greatest, values[i]!);
  }
  return { codes, rows, columns, least, greatest };
}

function cutsOf(sorted: Float64Array): { least: Float64Array; greatest: Float64Array } {
  const least: number[] = [];
  const greatest: number[] = [];
  const different = sorted.reduce(
    (count, value, i) => count + (i === 0 || value !== sorted[i - 1] ? 1 : 0),
    0,
  );
  const perBin = different <= mostBins ? 0 : sorted.length / mostBins;
  for (let i = 0; i < sorted.length; i++) {
    const isNew = i === 0 || sorted[i] !== sorted[i - 1];
    // Equal values share a bin; a bin ends once its share of the rows is full.
    if (isNew && i >= least.length * perBin) {
      if (least.length > 0) greatest.push(sorted[i - 1]!);
      least.push(sorted[i]!);
    }
  }
  greatest.push(sorted.at(-1)!);
  return { least: Float64Array.from(least), greatest: Float64Array.from(greatest) };
}

/** The first bin whose greatest value isn't below the value. */
function binOf(greatest: Float64Array, value: number): number {
  let [low, high] = [0, greatest.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (greatest[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
