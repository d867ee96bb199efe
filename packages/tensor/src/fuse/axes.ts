import type { Shape } from "../shape.js";

/** An axis of a kernel's loops; none has length 1. */
export interface LoopAxis {
  readonly size: number;
  readonly reduced: boolean;
}

/** The axes of a shape, of which some are reduced. */
export function loopAxes(shape: Shape, reduced: readonly number[] = []): LoopAxis[] {
  return shape
    .map((size, axis) => ({ size, reduced: reduced.includes(axis) }))
    .filter(({ size }) => size !== 1);
}

export function sizeOfAxes(axes: readonly LoopAxis[]): number {
  return axes.reduce((total, { size }) => total * size, 1);
}

/**
 * The coarsest axes that both are made of: [6, 4] and [2, 12] are [2, 3, 4]. Undefined where there are none, or where an
 * axis is reduced in one and kept in the other; `b` without knowledge of that takes any.
 */
export function refine(
  a: readonly LoopAxis[],
  b: readonly LoopAxis[],
  anyReduced = false,
): LoopAxis[] | undefined {
  const made: LoopAxis[] = [];
  let [i, j] = [a.length - 1, b.length - 1];
  let [x, y] = [a[i]?.size ?? 1, b[j]?.size ?? 1];
  while (i >= 0 && j >= 0) {
    const size = Math.min(x, y);
    const { reduced } = a[i]!;
    if (size === 0 || x % size !== 0 || y % size !== 0) return undefined;
    if (!anyReduced && reduced !== b[j]!.reduced) return undefined;
    made.unshift({ size, reduced });
    x /= size;
    y /= size;
    if (x === 1) x = a[--i]?.size ?? 1;
    if (y === 1) y = b[--j]?.size ?? 1;
  }
  return i < 0 && j < 0 ? made : undefined;
}

/** The axes with the kept ones among them split as `finer` is. */
export function refineKept(axes: readonly LoopAxis[], finer: readonly LoopAxis[]): LoopAxis[] {
  let next = 0;
  return axes.flatMap((axis) => {
    if (axis.reduced) return [axis];
    const parts: LoopAxis[] = [];
    for (let size = 1; size < axis.size; size *= parts.at(-1)!.size) parts.push(finer[next++]!);
    return parts;
  });
}

/** Strides of a shape along finer axes. */
export function spread(shape: Shape, strides: readonly number[], axes: readonly LoopAxis[]): number[] {
  const made: number[] = [];
  let next = axes.length - 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue;
    let step = strides[axis]!;
    let size = 1;
    do {
      made.unshift(step);
      step *= axes[next]!.size;
      size *= axes[next--]!.size;
    } while (size < shape[axis]!);
  }
  return made;
}

/** Row-major strides over the kept axes, or over all; 0 along the others. */
export function rowMajor(axes: readonly LoopAxis[], kept: boolean): number[] {
  const made = new Array<number>(axes.length).fill(0);
  let step = 1;
  for (let i = axes.length - 1; i >= 0; i--) {
    if (kept && axes[i]!.reduced) continue;
    made[i] = step;
    step *= axes[i]!.size;
  }
  return made;
}
