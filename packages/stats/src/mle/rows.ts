import { currentBackend, DataError, Tensor, UsageError } from "@mebae/tensor";

/** What `mle` takes as data: numbers, rows of numbers, or a tensor whose first axis counts the observations. */
export type Rows = readonly number[] | readonly (readonly number[])[] | Float64Array | Float32Array | Tensor;

/** Data as they were when they came, whatever becomes of the caller's. */
export interface KeptRows {
  readonly values: Float64Array;
  /** [n] or [n, columns] */
  readonly shape: readonly number[];
  readonly weights: Float64Array | undefined;
}

/**
 * Copies of data and weights, checked.
 * @throws DataError naming the place of what isn't a finite number, of a row of another length, or of a weight below 0; UsageError
 * for a tensor elsewhere, a backend without float64, or another number of weights than rows
 */
export function keptRows(data: Rows, weights: ArrayLike<number> | undefined): KeptRows {
  const backend = currentBackend();
  if (!backend.dtypes.has("float64")) {
    throw new UsageError(`mle: expected a backend with float64, got ${backend.name}`);
  }
  const rows = data instanceof Tensor ? ofTensor(data) : flattened(data);
  return { ...rows, weights: weights && checkedWeights(weights, rows.shape[0]!) };
}

function ofTensor(data: Tensor): Pick<KeptRows, "values" | "shape"> {
  if (data.backend !== currentBackend()) {
    throw new UsageError(`mle: expected data on the current backend, ${currentBackend().name}, got ${data}`);
  }
  if (data.rank === 0 || data.shape[0] === 0) throw empty();
  const values = Float64Array.from(data.dataSync());
  const width = values.length / data.shape[0]!;
  values.forEach((value, i) => {
    expectFinite(value, Math.floor(i / width), data.rank > 1 ? i % width : undefined);
  });
  return { values, shape: data.shape };
}

function checkedWeights(weights: ArrayLike<number>, rows: number): Float64Array {
  if (weights.length !== rows) {
    throw new UsageError(`mle: expected ${rows} weights, one a row, got ${weights.length}`);
  }
  return Float64Array.from({ length: rows }, (_, index) => {
    const weight: unknown = weights[index];
    if (typeof weight === "number" && weight >= 0 && weight < Infinity) return weight;
    throw new DataError(
      `mle: expected weights of at least 0, got ${JSON.stringify(weight)} at index ${index}`,
      { index },
    );
  });
}

function flattened(data: Exclude<Rows, Tensor>): { values: Float64Array; shape: number[] } {
  const rows = data.length;
  if (rows === 0) throw empty();
  const first: unknown = data[0];
  if (!Array.isArray(first)) {
    for (let i = 0; i < rows; i++) expectFinite(data[i], i);
    return { values: Float64Array.from(data as readonly number[]), shape: [rows] };
  }
  const columns = first.length;
  const values = new Float64Array(rows * columns);
  for (let index = 0; index < rows; index++) {
    const row: unknown = data[index];
    if (!Array.isArray(row) || row.length !== columns) {
      const found = Array.isArray(row) ? row.length : JSON.stringify(row);
      throw new DataError(`mle: expected rows of ${columns} numbers, got ${found} at index ${index}`, {
        index,
      });
    }
    for (let column = 0; column < columns; column++) {
      expectFinite(row[column], index, column);
      values[index * columns + column] = row[column];
    }
  }
  return { values, shape: [rows, columns] };
}

function expectFinite(value: unknown, index: number, column?: number): void {
  if (typeof value === "number" && Number.isFinite(value)) return;
  const found = typeof value === "number" ? value : JSON.stringify(value);
  const place = column === undefined ? `index ${index}` : `index ${index}, column ${column}`;
  throw new DataError(`mle: expected finite numbers, got ${found} at ${place}`, {
    index,
    ...(column !== undefined && { column }),
  });
}

function empty(): DataError {
  return new DataError("mle: expected at least one row of data, got none");
}
