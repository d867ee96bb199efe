import { type Shape, sizeOf } from "../shape.js";

/**
 * Calls back for every lane of a contiguous array along `axis`: its first element, the step between its elements,
 * their number, and the lane's number in row-major order of the other axes.
 */
export function lanes(
  shape: Shape,
  axis: number,
  visit: (start: number, step: number, n: number, lane: number) => void,
): void {
  const n = shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) visit(o * n * inner + i, inner, n, o * inner + i);
  }
}
