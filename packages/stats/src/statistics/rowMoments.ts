import { DataError } from "@mebae/tensor";
import { type Data, readWeights } from "../fit/readData.js";
import { type RowData, readRows } from "../rows/readRows.js";
import { totalWeight } from "../totalWeight.js";
import { exponentOf, timesPowerOfTwo } from "./powerOfTwo.js";

/** Of columns in units of their own, 2^exponent: the squares of 1e200 and 1e-200 are no numbers. */
export interface RowMoments {
  /** Rows, or the sum of their weights. */
  readonly count: number;
  /** How many rows have a weight. */
  readonly rows: number;
  /** Of each column's unit. */
  readonly exponents: readonly number[];
  readonly mean: Float64Array;
  /** What rounding took from the mean. */
  readonly meanRest: Float64Array;
  /** Σw(x - mean)(x - mean)ᵀ/Σw, row by row. */
  readonly covariance: Float64Array;
}

/** Columns of sizes from 2^-ordinary to 2^ordinary are taken as they are: their products are numbers. */
const ordinary = 128;

/** Of the units of columns, in which they are neither too large nor too small for products. */
export function unitExponents(values: Float64Array, columns: number): number[] {
  const sizes = new Float64Array(columns);
  for (let at = 0; at < values.length; at++)
    sizes[at % columns] = Math.max(sizes[at % columns]!, Math.abs(values[at]!));
  return Array.from(sizes, (size) => {
    const exponent = exponentOf(size);
    return Math.abs(exponent) <= ordinary ? 0 : exponent;
  });
}

/** Rows whose columns are multiples of 2^exponent. */
export function rowsInUnits(values: Float64Array, exponents: readonly number[]): Float64Array {
  if (exponents.every((exponent) => exponent === 0)) return values;
  return values.map((value, at) => timesPowerOfTwo(value, -exponents[at % exponents.length]!));
}

/** Means and covariances of rows in two passes, the second correcting the first for rounding (Chan, Golub & LeVeque 1983). */
export function rowMoments(where: string, data: RowData, weights: Data | undefined): RowMoments {
  const { values: read, columns } = readRows(where, data);
  const exponents = unitExponents(read, columns);
  return momentsInUnits(where, rowsInUnits(read, exponents), exponents, weights);
}

/** The same of rows that are in units already. */
export function momentsInUnits(
  where: string,
  values: Float64Array,
  exponents: readonly number[],
  weights: Data | undefined,
): RowMoments {
  const columns = exponents.length;
  const rows = values.length / columns;
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
  return { count, rows: positive, exponents, mean: corrected, meanRest, covariance };
}

/** Of two parts together. */
export function mergeRowMoments(first: RowMoments, second: RowMoments): RowMoments {
  const columns = first.mean.length;
  if (second.mean.length !== columns)
    throw new DataError(`expected rows of ${columns} columns as before, got ${second.mean.length}`);
  const [a, b] = inCommonUnits(first, second);
  const count = a.count + b.count;
  const share = b.count / count;
  const difference = a.mean.map((value, j) => b.mean[j]! - value + (b.meanRest[j]! - a.meanRest[j]!));
  const mean = a.mean.map((value, j) => value + difference[j]! * share);
  const meanRest = a.mean.map((value, j) => value - mean[j]! + difference[j]! * share + a.meanRest[j]!);
  const covariance = a.covariance.map((entry, place) => {
    const [j, k] = [Math.floor(place / columns), place % columns];
    const between = difference[j]! * difference[k]! * (share * (1 - share));
    return entry + (b.covariance[place]! - entry) * share + between;
  });
  return { count, rows: a.rows + b.rows, exponents: a.exponents, mean, meanRest, covariance };
}

/** In the larger unit of each column: beside it what the smaller one loses is nothing. */
function inCommonUnits(a: RowMoments, b: RowMoments): readonly [RowMoments, RowMoments] {
  const exponents = a.exponents.map((own, j) => {
    const other = b.exponents[j]!;
    if (isNothing(a, j)) return other;
    return isNothing(b, j) ? own : Math.max(own, other);
  });
  return [movedTo(a, exponents), movedTo(b, exponents)];
}

/** Whether a column is 0 in every row, which any unit does for. */
function isNothing({ mean, covariance }: RowMoments, j: number): boolean {
  return mean[j] === 0 && covariance[j * (mean.length + 1)] === 0;
}

function movedTo(moments: RowMoments, exponents: readonly number[]): RowMoments {
  const columns = moments.mean.length;
  const by = moments.exponents.map((own, j) => own - exponents[j]!);
  if (by.every((exponent) => exponent === 0)) return moments;
  const moved = (value: number, j: number) => timesPowerOfTwo(value, by[j]!);
  return {
    ...moments,
    exponents,
    mean: moments.mean.map(moved),
    meanRest: moments.meanRest.map(moved),
    covariance: moments.covariance.map((entry, at) =>
      timesPowerOfTwo(entry, by[Math.floor(at / columns)]! + by[at % columns]!),
    ),
  };
}
