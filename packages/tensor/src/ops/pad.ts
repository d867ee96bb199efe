import { ShapeError, UsageError } from "../errors.js";
import { execute } from "../execute.js";
import { scope } from "../scope.js";
import { contiguousStrides, formatShape, type Shape } from "../shape.js";
import { type Tensor, uploadTensor } from "../tensor.js";
import { gather } from "./gather.js";
import { kernelOp } from "./kernel.js";
import { identity } from "./reshape.js";
import { slice } from "./slice.js";
import { eachRun } from "./strided.js";

/** What stands around: a value (0 by default), the mirrored inside without its edge, or the edge repeated. */
export interface PadOptions {
  readonly mode?: "constant" | "reflect" | "edge";
  readonly value?: number;
}

/** How much to add before and after an axis; one number for both. */
export type PadWidth = number | readonly [before: number, after: number];

interface Attributes extends Record<string, unknown> {
  readonly before: readonly number[];
  readonly shape: Shape;
  readonly value: number;
}

const padOp = kernelOp<Attributes>({
  name: "pad",
  infer: ([x], { shape }) => ({ dtype: x!.dtype, shape }),
  compute: ([x], out, { before, shape, value }) => {
    out.data.fill(value);
    const strides = contiguousStrides(shape);
    const offset = before.reduce((total, n, axis) => total + n * strides[axis]!, 0);
    eachRun({ shape: x!.shape, strides, offset }, ({ place, i, count }) => {
      out.data.set(x!.data.subarray(i, i + count), place);
    });
  },
  gradients: [
    (dy, { x, attributes: { before } }) =>
      slice(
        dy,
        before.map((n, axis) => ({ start: n, stop: n + x.shape[axis]! })),
      ),
  ],
});

/**
 * `x` with more elements around it: `widths` gives [before, after] (or one number for both) for each axis, none for
 * the axes at the end. Gradient: the inside of dy; reflected and repeated elements add to theirs.
 */
export function pad(x: Tensor, widths: readonly PadWidth[], options: PadOptions = {}): Tensor {
  if (widths.length > x.rank) {
    throw new ShapeError(`pad: ${widths.length} widths for the ${x.rank} axes of ${formatShape(x.shape)}`);
  }
  const { mode = "constant", value = 0 } = options;
  const pairs = x.shape.map((_, axis): readonly [number, number] => {
    const width = widths[axis] ?? 0;
    const pair = Array.isArray(width) ? (width as readonly [number, number]) : ([+width, +width] as const);
    for (const n of pair) {
      if (!Number.isInteger(n) || n < 0) throw new ShapeError(`pad: axis ${axis} can't grow by ${n}`);
    }
    return pair;
  });
  if (mode === "constant") {
    const shape = x.shape.map((n, axis) => pairs[axis]![0] + n + pairs[axis]![1]);
    return execute(padOp, [x], { before: pairs.map(([before]) => before), shape, value });
  }
  if (mode !== "reflect" && mode !== "edge") {
    throw new UsageError(`pad: mode is "constant", "reflect" or "edge", not ${JSON.stringify(mode)}`);
  }
  return scope(() => pairs.reduce((padded, pair, axis) => padAxis(padded, pair, axis, mode), identity(x)));
}

function padAxis(
  x: Tensor,
  [before, after]: readonly [number, number],
  axis: number,
  mode: "reflect" | "edge",
): Tensor {
  const n = x.shape[axis]!;
  if (before === 0 && after === 0) return x;
  if (n === 0 || (mode === "reflect" && Math.max(before, after) >= n)) {
    throw new ShapeError(
      `pad: axis ${axis} of length ${n} can't be continued by ${Math.max(before, after)} (${mode})`,
    );
  }
  const places = Int32Array.from({ length: before + n + after }, (_, i) => {
    const at = i - before;
    if (mode === "edge") return Math.min(Math.max(at, 0), n - 1);
    return at < 0 ? -at : at >= n ? 2 * (n - 1) - at : at;
  });
  return gather(x, uploadTensor(x.backend, places, "int32", [places.length]), axis);
}
