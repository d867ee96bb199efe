import { currentBackend, DataError, Tensor, tensor, UsageError } from "@mebae/tensor";

/** What `mle` takes as data: numbers, rows of numbers, or a tensor whose first axis counts the observations. */
export type Rows = readonly number[] | readonly (readonly number[])[] | Float64Array | Float32Array | Tensor;

/**
 * The data as a new float64 tensor of shape [n] or [n, columns] on the current backend.
 * @throws DataError naming the place of what isn't a finite number, or of a row of another length; UsageError for a
 * tensor elsewhere
 */
export function rowsTensor(data: Rows): Tensor {
  const backend = currentBackend();
  if (!backend.dtypes.has("float64")) {
    throw new UsageError(`mle: expected a backend with float64, got ${backend.name}`);
  }
  if (!(data instanceof Tensor)) {
    const { values, shape } = flattened(data);
    return tensor(values, { dtype: "float64", shape, backend });
  }
  if (data.backend !== backend) {
    throw new UsageError(`mle: expected data on the current backend, ${backend.name}, got ${data}`);
  }
  if (data.rank === 0 || data.shape[0] === 0) throw empty();
  const values = Float64Array.from(data.dataSync());
  const width = values.length / data.shape[0]!;
  values.forEach((value, i) => {
    expectFinite(value, Math.floor(i / width), data.rank > 1 ? i % width : undefined);
  });
  return tensor(values, { dtype: "float64", shape: data.shape, backend });
}

/**
 * Weights as a new float64 tensor.
 * @throws DataError naming the place of what is no finite number of at least 0; UsageError for another number of them
 */
export function weightsTensor(weights: ArrayLike<number>, rows: number): Tensor {
  if (weights.length !== rows) {
    throw new UsageError(`mle: expected ${rows} weights, one a row, got ${weights.length}`);
  }
  const values = Float64Array.from({ length: rows }, (_, index) => {
    const weight: unknown = weights[index];
    if (typeof weight === "number" && weight >= 0 && weight < Infinity) return weight;
    throw new DataError(
      `mle: expected weights of at least 0, got ${JSON.stringify(weight)} at index ${index}`,
      { index },
    );
  });
  return tensor(values, { dtype: "float64", backend: currentBackend() });
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
