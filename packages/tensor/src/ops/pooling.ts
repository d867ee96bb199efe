import { ShapeError } from "../errors.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import {
  checkFourAxes,
  type Padding2d,
  type Pair,
  type SlidingWindows,
  slidingWindows,
} from "./slidingWindows.js";

export interface Pool2dOptions {
  readonly size: Pair;
  /** The window's own size by default. */
  readonly stride?: Pair;
  /** None by default. Less than the window on each side, so that each window meets the plane. */
  readonly padding?: Padding2d;
}

/** The windows of a pooling over the planes of x [n, c, h, w]. */
export function poolingWindows(where: string, x: Tensor, options: Pool2dOptions): SlidingWindows {
  checkFourAxes(x.shape, "images [n, c, h, w]", where);
  const { size, stride = size, padding } = options;
  const plane = [x.shape[2]!, x.shape[3]!] as const;
  const windows = slidingWindows(where, plane, size, { stride, padding });
  for (const axis of [0, 1] as const) {
    if (plane[axis] === 0) {
      throw new ShapeError(`${where}: expected planes with elements, got ${formatShape(x.shape)}`);
    }
    const padded = Math.max(windows.before[axis], windows.after[axis]);
    if (padded >= windows.size[axis]) {
      throw new ShapeError(
        `${where}: expected a padding smaller than the window's ${windows.size[axis]}, got ${padded}`,
      );
    }
  }
  return windows;
}

/**
 * Calls back for every element inside the plane of every window, both by their row-major places in x and y; windows in
 * order, and the elements of each in order.
 */
export function eachPooled(
  planes: number,
  { plane, size, stride, before, count }: SlidingWindows,
  visit: (x: number, y: number) => void,
): void {
  let y = 0;
  for (let p = 0; p < planes; p++) {
    for (let row = 0; row < count[0]; row++) {
      for (let column = 0; column < count[1]; column++, y++) {
        const top = row * stride[0] - before[0];
        const left = column * stride[1] - before[1];
        for (let i = Math.max(0, top); i < Math.min(plane[0], top + size[0]); i++) {
          for (let j = Math.max(0, left); j < Math.min(plane[1], left + size[1]); j++) {
            visit((p * plane[0] + i) * plane[1] + j, y);
          }
        }
      }
    }
  }
}
