import { at, fill, type Plain, sum, sum2 } from "./plain.js";

export interface Window {
  readonly stride?: number;
  readonly padding?: number;
  readonly dilation?: number;
  readonly groups?: number;
}

function places(length: number, size: number, { stride = 1, padding = 0, dilation = 1 }: Window): number {
  return Math.floor((length + 2 * padding - dilation * (size - 1) - 1) / stride) + 1;
}

/** Cross-correlation of x [n, c, h, w] with W [o, c/groups, u, v], zeros around. */
export function correlate(x: Plain, weight: Plain, bias: Plain | undefined, window: Window): Plain {
  const [n, , h, w] = x.shape as readonly [number, number, number, number];
  const [outputs, channels, u, v] = weight.shape as readonly [number, number, number, number];
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = window;
  return fill([n, outputs, places(h, u, window), places(w, v, window)], (image, o, i, j) => {
    const first = Math.floor(o / (outputs / groups)) * channels;
    const [top, left] = [i * stride - padding, j * stride - padding];
    const total = sum(channels, (c) =>
      sum2(u, v, (p, q) => {
        return at(x, image, first + c, top + p * dilation, left + q * dilation) * at(weight, o, c, p, q);
      }),
    );
    return total + (bias ? at(bias, o) : 0);
  });
}

/** The same along one axis, x [n, c, l] and W [o, c/groups, u]. */
export function correlate1d(x: Plain, weight: Plain, bias: Plain | undefined, window: Window): Plain {
  const [n, , length] = x.shape as readonly [number, number, number];
  const [outputs, channels, size] = weight.shape as readonly [number, number, number];
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = window;
  return fill([n, outputs, places(length, size, window)], (image, o, i) => {
    const first = Math.floor(o / (outputs / groups)) * channels;
    const total = sum(channels, (c) =>
      sum(size, (p) => at(x, image, first + c, i * stride + p * dilation - padding) * at(weight, o, c, p)),
    );
    return total + (bias ? at(bias, o) : 0);
  });
}

/** f of the values of each size × size window of x [n, c, h, w] that lie in the image. */
export function pool(x: Plain, size: number, window: Window, f: (values: number[]) => number): Plain {
  const [n, channels, h, w] = x.shape as readonly [number, number, number, number];
  const { stride = size, padding = 0 } = window;
  const moved = { stride, padding };
  return fill([n, channels, places(h, size, moved), places(w, size, moved)], (image, c, i, j) => {
    const values: number[] = [];
    for (let row = i * stride - padding; row < i * stride - padding + size; row++)
      for (let column = j * stride - padding; column < j * stride - padding + size; column++)
        if (row >= 0 && row < h && column >= 0 && column < w) values.push(at(x, image, c, row, column));
    return f(values);
  });
}

export const average = (values: readonly number[]): number => values.reduce((a, b) => a + b) / values.length;
