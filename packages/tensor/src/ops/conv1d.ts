import { ShapeError } from "../errors.js";
import { scope } from "../scope.js";
import { formatShape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import { conv2d } from "./conv2d.js";
import { reshape } from "./reshape.js";

export interface Conv1dOptions {
  readonly stride?: number;
  /** Zeros at both ends, [left, right], "same" or "valid" (none, the default). */
  readonly padding?: number | readonly [number, number] | "same" | "valid";
  readonly dilation?: number;
  /** The channels fall into so many groups that don't see one another; 1 by default. */
  readonly groups?: number;
}

/**
 * y[n, o, i] = Σ_{c, u} x[n, c, i·stride + u·dilation - left]·w[o, c, u]: x [n, c, l] and weights [o, c/groups, k] give
 * [n, o, ol]. It is `conv2d` of one row, gradients included.
 */
export function conv1d(x: Tensor, weights: Tensor, options: Conv1dOptions = {}): Tensor {
  if (x.rank !== 3 || weights.rank !== 3) {
    throw new ShapeError(
      `conv1d: expected x [n, c, l] and weights [o, c, l], got ${formatShape(x.shape)} and ${formatShape(weights.shape)}`,
    );
  }
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = options;
  const ends = typeof padding === "number" ? ([padding, padding] as const) : padding;
  const asRows = (t: Tensor) => reshape(t, [t.shape[0]!, t.shape[1]!, 1, t.shape[2]!]);
  return scope(() => {
    const y = conv2d(asRows(x), asRows(weights), {
      stride: [1, stride],
      padding: typeof ends === "string" ? ends : [[0, 0], ends],
      dilation: [1, dilation],
      groups,
    });
    return reshape(y, [y.shape[0]!, y.shape[1]!, y.shape[3]!]);
  });
}
