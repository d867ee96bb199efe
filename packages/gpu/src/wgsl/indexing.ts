import type { Shape } from "@mebae/tensor/backend";

/** An axis of a strided value. */
interface Axis {
  readonly size: number;
  readonly stride: number;
}

/** The fewest axes with which the same elements come in the same order; the first outermost. */
export function mergeAxes(shape: Shape, strides: readonly number[]): Axis[] {
  const merged: Axis[] = [];
  shape.forEach((size, i) => {
    if (size === 1) return;
    const last = merged.at(-1);
    const stride = strides[i]!;
    if (last && last.stride === stride * size) merged[merged.length - 1] = { size: last.size * size, stride };
    else merged.push({ size, stride });
  });
  return merged;
}

/** A number as u32 text; a negative one wraps, and so do products and sums with it. */
export function u32(value: number): string {
  return `${value >>> 0}u`;
}

/**
 * The address of the element whose row-major number is the expression `i` (a u32, evaluated several times), as an
 * expression of u32, in elements from where the value starts.
 */
export function addressOf(shape: Shape, strides: readonly number[], i: string): string {
  // Of nothing: WGSL refuses a division by 0 even where it is never reached.
  if (shape.includes(0)) return "0u";
  const axes = mergeAxes(shape, strides);
  const terms: string[] = [];
  let step = 1;
  for (let axis = axes.length - 1; axis >= 0; axis--) {
    const { size, stride } = axes[axis]!;
    const quotient = step === 1 ? i : `${i} / ${u32(step)}`;
    const index = axis === 0 ? quotient : `(${quotient}) % ${u32(size)}`;
    step *= size;
    if (stride !== 0) terms.unshift(stride === 1 ? `(${index})` : `(${index}) * ${u32(stride)}`);
  }
  return terms.length === 0 ? "0u" : terms.join(" + ");
}

/** The address of the element at the given coordinates, one expression of u32 an axis. */
export function addressAt(strides: readonly number[], coordinates: readonly string[]): string {
  const terms = coordinates.flatMap((coordinate, axis) => {
    const stride = strides[axis]!;
    if (stride === 0) return [];
    return [stride === 1 ? `(${coordinate})` : `(${coordinate}) * ${u32(stride)}`];
  });
  return terms.length === 0 ? "0u" : terms.join(" + ");
}

/** The coordinates of the element whose row-major number is `i`, one expression of u32 an axis. */
export function coordinatesOf(shape: Shape, i: string): string[] {
  let step = 1;
  return shape
    .map((_, fromBack) => {
      const axis = shape.length - 1 - fromBack;
      const size = shape[axis]!;
      const quotient = step === 1 ? `(${i})` : `((${i}) / ${u32(step)})`;
      step *= size;
      if (size === 1) return "0u";
      return axis === 0 ? quotient : `(${quotient} % ${u32(size)})`;
    })
    .reverse();
}

/** 0, 1, ..., count - 1. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
