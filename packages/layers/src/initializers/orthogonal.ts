import { Generator, tensor } from "@mebae/tensor";
import type { Initializer } from "./initializer.js";

/**
 * A random matrix with orthonormal rows or columns, whichever are fewer, times `gain` (Saxe, McClelland & Ganguli
 * 2014). Axes after the first count as one. With `blocks` the rows are so many square-ish matrices, each orthogonal
 * on its own: a GRU's three gates. Drawn on the host, by Gram and Schmidt's method run twice.
 */
export function orthogonal(gain = 1, blocks = 1): Initializer {
  return (key, shape, { dtype }) => {
    const generator = new Generator(key.words);
    const rows = (shape[0] ?? 1) / blocks;
    const columns = shape.slice(1).reduce((size, n) => size * n, 1);
    const values = new Float64Array(blocks * rows * columns);
    for (let block = 0; block < blocks; block++) {
      const wide = rows <= columns;
      const basis = orthonormalRows(generator, Math.min(rows, columns), Math.max(rows, columns));
      const start = block * rows * columns;
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          values[start + i * columns + j] = gain * (wide ? basis[i]![j]! : basis[j]![i]!);
        }
      }
    }
    return tensor(values, { shape, dtype });
  };
}

function orthonormalRows(generator: Generator, count: number, length: number): Float64Array[] {
  const rows: Float64Array[] = [];
  while (rows.length < count) {
    const row = Float64Array.from({ length }, () => generator.normal());
    // Once leaves an error of the order of the condition number, twice none (Giraud, Langou & Rozložník 2005).
    for (let pass = 0; pass < 2; pass++) {
      for (const other of rows) {
        const along = dot(row, other);
        for (let i = 0; i < length; i++) row[i]! -= along * other[i]!;
      }
    }
    const norm = Math.sqrt(dot(row, row));
    rows.push(row.map((value) => value / norm));
  }
  return rows;
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((total, value, i) => total + value * b[i]!, 0);
}
