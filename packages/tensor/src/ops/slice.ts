import { ShapeError, UsageError } from "../errors.js";
import { formatShape, type Shape } from "../shape.js";
import type { Tensor } from "../tensor.js";
import type { ViewLayout } from "./op.js";
import { addToView, layoutOf } from "./strided.js";
import { applyView, viewOp } from "./view.js";

/**
 * start, start + step, ... before stop, as in NumPy: negative ones count from the end, and both are clipped to the
 * axis. By default the whole axis, from the end where step is negative.
 */
export interface Range {
  readonly start?: number;
  readonly stop?: number;
  readonly step?: number;
}

interface Attributes extends Record<string, unknown> {
  readonly starts: readonly number[];
  readonly steps: readonly number[];
  readonly lengths: readonly number[];
}

function layout(_: Shape, strides: readonly number[], { starts, steps, lengths }: Attributes): ViewLayout {
  return {
    shape: lengths,
    strides: strides.map((stride, axis) => stride * steps[axis]!),
    // Where nothing is read the start may lie outside.
    offset: lengths.includes(0)
      ? 0
      : starts.reduce((offset, start, axis) => offset + start * strides[axis]!, 0),
  };
}

const sliceOp = viewOp<Attributes>({
  name: "slice",
  shape: (_, { lengths }) => lengths,
  layout,
  gradient: (dy, { x, attributes }) =>
    addToView(
      dy,
      x.shape,
      layoutOf(x.shape, (shape, strides) => layout(shape, strides, attributes)),
    ),
});

/**
 * A range of every axis; null, or nothing for the axes at the end, for the whole axis. A view.
 * Gradient: dy in its places, zeros around.
 */
export function slice(x: Tensor, ranges: readonly (Range | null)[]): Tensor {
  if (ranges.length > x.rank) {
    throw new ShapeError(`slice: ${ranges.length} ranges for the ${x.rank} axes of ${formatShape(x.shape)}`);
  }
  const resolved = x.shape.map((n, axis) => resolveRange(ranges[axis] ?? {}, n));
  return applyView(sliceOp, x, {
    starts: resolved.map(({ start }) => start),
    steps: resolved.map(({ step }) => step),
    lengths: resolved.map(({ length }) => length),
  });
}

function resolveRange(
  { start, stop, step = 1 }: Range,
  n: number,
): { start: number; step: number; length: number } {
  for (const value of [start ?? 0, stop ?? 0, step]) {
    if (!Number.isInteger(value) && Math.abs(value) !== Number.POSITIVE_INFINITY) {
      throw new UsageError(`slice: expected whole numbers, got ${value}`);
    }
  }
  if (step === 0 || !Number.isFinite(step)) throw new UsageError(`slice: a step of ${step} leads nowhere`);
  const lowest = step > 0 ? 0 : -1;
  const highest = step > 0 ? n : n - 1;
  const place = (index: number) => Math.min(Math.max(index < 0 ? index + n : index, lowest), highest);
  const first = start === undefined ? (step > 0 ? 0 : n - 1) : place(start);
  const end = stop === undefined ? (step > 0 ? n : -1) : place(stop);
  return { start: first, step, length: Math.max(0, Math.ceil((end - first) / step)) };
}
