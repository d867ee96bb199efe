import { type Shape, sizeOf } from "@mebae/tensor/backend";

/** The lanes of an array along an axis: a lane's elements stand `inner` apart in row-major order. */
export interface Lanes {
  readonly count: number;
  readonly length: number;
  readonly inner: number;
}

export function lanesOf(shape: Shape, axis: number): Lanes {
  const inner = sizeOf(shape.slice(axis + 1));
  return { count: sizeOf(shape.slice(0, axis)) * inner, length: shape[axis]!, inner };
}

/** The row-major number of element `k` of a lane, expressions of u32. */
export function elementOfLane({ length, inner }: Lanes, lane: string, k: string): string {
  if (inner === 1) return `(${lane} * ${length}u + ${k})`;
  return `(((${lane} / ${inner}u) * ${length}u + ${k}) * ${inner}u + ${lane} % ${inner}u)`;
}
