import { type Dataset, exampleSize } from "@mebae/data";

/** Numbers in rows: what classical methods learn from. */
export interface Matrix {
  /** [rows, columns], row-major. */
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** The features of a data set in float64, an example a row: images flattened, bytes divided by 255. */
export function matrixOf({ features, length }: Dataset): Matrix {
  const { data } = features;
  const unit = data instanceof Uint8Array ? 255 : 1;
  const values = new Float64Array(data);
  if (unit !== 1) for (let at = 0; at < values.length; at++) values[at]! /= unit;
  return { data: values, rows: length, columns: exampleSize(features) };
}

/** Rows `from` to `to` of the same numbers. */
export function someRows({ data, columns }: Matrix, from: number, to: number): Matrix {
  return { data: data.subarray(from * columns, to * columns), rows: to - from, columns };
}

/** Σ x² of each row. */
export function squaredNorms({ data, rows, columns }: Matrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let at = i * columns; at < (i + 1) * columns; at++) sum += data[at]! * data[at]!;
    norms[i] = sum;
  }
  return norms;
}

/** The mean of each column. */
export function columnMeans({ data, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (let i = 0; i < rows; i++) for (let j = 0; j < columns; j++) means[j]! += data[i * columns + j]!;
  return means.map((sum) => sum / rows);
}
