import { ShapeError } from "@mebae/tensor/backend";
import type { Refusals } from "../kernel.js";

/**
 * Statements that find the `place` which `index`, an expression of i32, names along an axis of length `n`; `isInside` says
 * whether there is one. Negative indices count from the end.
 */
export function findPlace(index: string, n: number): string {
  return `  let index = ${index};
  let isInside = index >= -${n} && index < ${n};
  let place = u32(select(index, index + ${n}, index < 0));`;
}

/** What a kernel says of an index outside the axis, which it found in the input `from`. */
export function outsideAxis(where: string, from: number, axis: number, n: number): Refusals {
  return {
    from,
    error: (_, index) =>
      new ShapeError(`${where}: index ${index} is outside axis ${axis}, which has length ${n}`, {
        axis,
        index,
      }),
  };
}
