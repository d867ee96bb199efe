import type { Matrix } from "./setup.js";

/** What becomes of a matrix when it is made a tensor. A vector of several rows stays a matrix, for the layer to refuse. */
export type Form = "matrix" | "vector" | "scalar" | "labels";

/** A tensor on its way between page and worker. */
export interface Crossing {
  readonly shape: readonly number[];
  readonly numbers: readonly number[];
  /** Whole numbers that name classes. */
  readonly isLabels?: boolean;
}

export function shapeOf(matrix: Matrix, form: Form): readonly number[] {
  const [rows, columns] = [matrix.length, matrix[0]!.length];
  if (form === "scalar" && rows * columns === 1) return [];
  if (form === "vector" && rows === 1) return [columns];
  if (form === "labels" && columns === 1) return [rows];
  return [rows, columns];
}

export function toCrossing(matrix: Matrix, form: Form): Crossing {
  return { shape: shapeOf(matrix, form), numbers: matrix.flat(), isLabels: form === "labels" };
}

/** A vector is one row, a scalar one number. */
export function toMatrix({ shape, numbers }: Crossing): Matrix {
  const columns = shape.at(-1) ?? 1;
  return Array.from({ length: numbers.length / columns }, (_, i) =>
    numbers.slice(i * columns, (i + 1) * columns),
  );
}

/** As the packages write it: [1, 2]. */
export const formatShape = (shape: readonly number[]): string => `[${shape.join(", ")}]`;
