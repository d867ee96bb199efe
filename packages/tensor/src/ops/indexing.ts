import { DtypeError, ShapeError } from "../errors.js";
import { formatShape, type Shape, sizeOf } from "../shape.js";
import type { HostArray, TensorSpec } from "./op.js";

/** Refuses indices that aren't whole numbers. */
export function checkIndexDtype({ dtype }: TensorSpec, where: string): void {
  if (dtype !== "int32" && dtype !== "uint8") {
    throw new DtypeError(`${where}: expected int32 or uint8 indices, got ${dtype}`);
  }
}

/** The place that an index names along an axis of length `n`; negative ones count from the end. */
export function resolveIndex(index: number, n: number, axis: number, where: string): number {
  if (index < -n || index >= n) {
    throw new ShapeError(`${where}: index ${index} is outside axis ${axis}, which has length ${n}`, {
      axis,
      index,
    });
  }
  return index < 0 ? index + n : index;
}

/**
 * Calls back for every block that `gather` moves: where it stands in the gathered array `x`, where in the
 * result, and how many elements follow one another in both.
 */
export function eachGathered(
  shape: Shape,
  indices: HostArray,
  axis: number,
  where: string,
  visit: (source: number, target: number, length: number) => void,
): void {
  const n = shape[axis]!;
  const length = sizeOf(shape.slice(axis + 1));
  const outer = sizeOf(shape.slice(0, axis));
  const count = indices.data.length;
  const places = Array.from(indices.data, (index) => resolveIndex(index, n, axis, where));
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < count; i++) {
      visit((o * n + places[i]!) * length, (o * count + i) * length, length);
    }
  }
}

/** Calls back for every element that `gatherAlong` moves: its place in the gathered array, and in the indices. */
export function eachTaken(
  shape: Shape,
  indices: HostArray,
  axis: number,
  where: string,
  visit: (source: number, target: number) => void,
): void {
  const n = shape[axis]!;
  const m = indices.shape[axis]!;
  const inner = sizeOf(shape.slice(axis + 1));
  for (let i = 0; i < indices.data.length; i++) {
    const place = resolveIndex(indices.data[i]!, n, axis, where);
    const outer = Math.floor(i / (m * inner));
    visit((outer * n + place) * inner + (i % inner), i);
  }
}

/** Refuses indices for `gatherAlong` whose shape isn't x's beside the axis. */
export function checkAlong(x: Shape, indices: Shape, axis: number, where: string): void {
  if (x.length !== indices.length || x.some((n, a) => a !== axis && n !== indices[a])) {
    throw new ShapeError(
      `${where}: expected indices shaped as ${formatShape(x)} beside axis ${axis}, got ${formatShape(indices)}`,
      { axis },
    );
  }
}
