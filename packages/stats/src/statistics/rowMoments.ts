import { DataError } from "@mebae/tensor";
import { type Data, readWeights } from "../fit/readData.js";
import { type RowData, readRows } from "../rows/readRows.js";
import { totalWeight } from "../totalWeight.js";

export interface RowMoments {
  /** Rows, or the sum of their weights. */
  readonly count: number;
  /** How many rows have a weight. */
  readonly rows: number;
  readonly mean: Float64Array;
  /** What rounding took from the mean. */
  readonly meanRest: Float64Array;
  /** Σw(x - mean)(x - mean)ᵀ/Σw, row by row. */
  readonly covariance: Float64Array;
}

/** Means and covariances of rows in two passes, the second correcting the first for rounding (Chan, Golub & LeVeque 1983). */
export function rowMoments(where: string, data: RowData, weights: Data | undefined): RowMoments {
  const { values, rows, columns } = readRows(where, data);
  const heavy = weights === undefined ? undefined : readWeights(where, weights, rows);
  const count = totalWeight(rows, heavy);
  if (count === 0) throw new DataError(`${where}: expected data, got weights of 0 only`);
  const mean = new Float64Array(columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      mean[j]! += ((heavy ? heavy[i]! : 1) / count) * values[i * columns + j]!;
  const shift = new Float64Array(columns);
  const covariance = new Float64Array(columns * columns);
  const difference = new Float64Array(columns);
  for (let i = 0; i < rows; i++) {
    const share = (heavy ? heavy[i]! : 1) / count;
    for (let j = 0; j < columns; j++) {
      difference[j] = values[i * columns + j]! - mean[j]!;
      shift[j]! += share * difference[j]!;
      for (let k = 0; k <= j; k++) covariance[j * columns + k]! += share * difference[j]! * difference[k]!;
    }
  }
  for (let j = 0; j < columns; j++)
    for (let k = 0; k <= j; k++)
      covariance[k * columns + j] = covariance[j * columns + k]! -= shift[j]! * shift[k]!;
  const positive = heavy?.reduce((sum, weight) => sum + (weight > 0 ? 1 : 0), 0) ?? rows;
  const corrected = mean.map((value, j) => value + shift[j]!);
  const meanRest = mean.map((value, j) => value - corrected[j]! + shift[j]!);
  return { count, rows: positive, mean: corrected, meanRest, covariance };
}

/** Of two parts together. */
export function mergeRowMoments(a: RowMoments, b: RowMoments): RowMoments {
  const count = a.count + b.count;
  const share = b.count / count;
  const columns = a.mean.length;
  if (b.mean.length !== columns)
    throw new DataError(`expected rows of ${columns} columns as before, got ${b.mean.length}`);
  const difference = a.mean.map((value, j) => b.mean[j]! - value + (b.meanRest[j]! - a.meanRest[j]!));
  const mean = a.mean.map((value, j) => value + difference[j]! * share);
  const meanRest = a.mean.map((value, j) => value - mean[j]! + difference[j]! * share + a.meanRest[j]!);
  const covariance = a.covariance.map((entry, place) => {
    const [j, k] = [Math.floor(place / columns), place % columns];
    const between = difference[j]! * difference[k]! * (share * (1 - share));
    return entry + (b.covariance[place]! - entry) * share + between;
  });
  return { count, rows: a.rows + b.rows, mean, meanRest, covariance };
}
