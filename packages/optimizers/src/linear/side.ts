import { ShapeError } from "@mebae/tensor";

/**
 * The side k of a square matrix given as k·k numbers, row after row.
 * @throws ShapeError where their number is no square.
 */
export function sideOf(where: string, matrix: ArrayLike<number>): number {
  const side = Math.round(Math.sqrt(matrix.length));
  if (side * side === matrix.length) return side;
  throw new ShapeError(`${where}: expected a square matrix, row after row, got ${matrix.length} numbers`);
}
