import { ShapeError } from "./errors.js";

export type Shape = readonly number[];

/** Number of elements; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const n of shape) size *= n;
  return size;
}

/** Strides, in elements, of a contiguous row-major array. */
export function contiguousStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = step;
    step *= shape[axis]!;
  }
  return strides;
}

/** Whether the strides are row-major; axes of length 1 and empty arrays don't matter. */
export function isContiguous(shape: Shape, strides: readonly number[]): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis]!;
    if (n === 0) return true;
    if (n !== 1 && strides[axis] !== step) return false;
    step *= n;
  }
  return true;
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((n, axis) => n === b[axis]);
}

/** NumPy's broadcasting: aligned at the right, and an axis of length 1 stretches. */
export function broadcastShapes(shapes: readonly Shape[], where: string): number[] {
  const rank = Math.max(0, ...shapes.map((shape) => shape.length));
  const out = new Array<number>(rank).fill(1);
  for (const shape of shapes) {
    for (let i = 0; i < shape.length; i++) {
      const axis = rank - shape.length + i;
      const n = shape[i]!;
      if (n === out[axis] || n === 1) continue;
      if (out[axis] !== 1) {
        throw new ShapeError(`${where}: shapes ${shapes.map(formatShape).join(" and ")} don't broadcast`, {
          shapes,
        });
      }
      out[axis] = n;
    }
  }
  return out;
}

/** Strides with which `shape` reads as `target`: 0 along stretched axes. Assumes that they broadcast. */
export function broadcastStrides(shape: Shape, strides: readonly number[], target: Shape): number[] {
  const out = new Array<number>(target.length).fill(0);
  const lead = target.length - shape.length;
  for (let axis = 0; axis < shape.length; axis++) {
    out[lead + axis] = shape[axis] === 1 && target[lead + axis] !== 1 ? 0 : strides[axis]!;
  }
  return out;
}

/** An axis counted from the front, from one that may count from the back. */
export function normalizeAxis(axis: number, rank: number, where: string): number {
  if (axis < -rank || axis >= rank || !Number.isInteger(axis)) {
    throw new ShapeError(`${where}: axis ${axis} is outside a tensor of ${rank} axes`, { axis, rank });
  }
  return axis < 0 ? axis + rank : axis;
}

/** Sorted, distinct axes; all of them when none is given. */
export function normalizeAxes(
  axes: number | readonly number[] | undefined,
  rank: number,
  where: string,
): number[] {
  if (axes === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  // A number argument of a compiled function, which is no number yet, refuses to become one.
  const list = (Array.isArray(axes) ? axes : [+(axes as number)]).map((axis) =>
    normalizeAxis(axis, rank, where),
  );
  if (new Set(list).size !== list.length) {
    throw new ShapeError(`${where}: an axis is named twice in [${list}]`, { axes: list });
  }
  return list.sort((a, b) => a - b);
}

/** The shape that a reduction over `axes` leaves. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  const reduced = new Set(axes);
  return keepDims
    ? shape.map((n, axis) => (reduced.has(axis) ? 1 : n))
    : shape.filter((_, axis) => !reduced.has(axis));
}

export function formatShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

export function checkShape(shape: Shape, where: string): void {
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 0) {
      throw new ShapeError(`${where}: ${formatShape(shape)} is no shape, since ${n} is no count`, { shape });
    }
  }
}

/** The index of every element in row-major order, as offsets into a strided buffer. */
export function* stridedOffsets(shape: Shape, strides: readonly number[], offset = 0): Generator<number> {
  const rank = shape.length;
  const size = sizeOf(shape);
  const index = new Array<number>(rank).fill(0);
  let at = offset;
  for (let count = 0; count < size; count++) {
    yield at;
    for (let axis = rank - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/** Lengths or strides of matrices, those of their transposes where asked. */
export function transposedIf(transposed: boolean, axes: readonly number[]): readonly number[] {
  return transposed ? [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!] : axes;
}
