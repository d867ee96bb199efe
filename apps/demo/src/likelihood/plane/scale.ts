import type { Range } from "../worker/types.js";

/** Where numbers lie in a picture, in pixels from its top left, and back. */
export interface Scale {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Range;
  readonly y: Range;
  across(x: number): number;
  down(y: number): number;
  xAt(across: number): number;
  yAt(down: number): number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly x: Range;
  readonly y: Range;
  /** Room for the numbers of the y axis. */
  readonly left?: number;
}

export function scaleOf({ width, height, x, y, left = 10 }: Frame): Scale {
  const [right, top, bottom] = [width - 10, 10, height - 24];
  const perX = (right - left) / (x[1] - x[0]);
  const perY = (bottom - top) / (y[1] - y[0]);
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    x,
    y,
    across: (value) => left + (value - x[0]) * perX,
    down: (value) => bottom - (value - y[0]) * perY,
    xAt: (across) => x[0] + (across - left) / perX,
    yAt: (down) => y[0] + (bottom - down) / perY,
  };
}

/** A curve as an SVG path; it breaks where there is no number, and leaves the picture no farther than its height. */
export function pathOf(
  { across, down, top, bottom, height }: Scale,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): string {
  let path = "";
  let isDown = false;
  for (let i = 0; i < x.length; i++) {
    const value = y[i]!;
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const place = Math.min(Math.max(down(value), top - height), bottom + height);
    path += `${isDown ? "L" : "M"}${across(x[i]!).toFixed(1)} ${place.toFixed(1)}`;
    isDown = true;
  }
  return path;
}
