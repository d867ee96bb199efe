/** Axes in loop order, outermost first: how many steps each has, and how far a step goes in each operand. */
export interface Axis {
  readonly size: number;
  /** In elements, one for each operand. */
  readonly strides: readonly number[];
}

/** The axes of a shape, without those of length 1, and with those merged that every operand walks as one. */
export function collapse(shape: readonly number[], strides: readonly (readonly number[])[]): Axis[] {
  const axes: Axis[] = [];
  shape.forEach((size, axis) => {
    if (size === 1) return;
    push(axes, { size, strides: strides.map((list) => list[axis]!) });
  });
  return axes;
}

export function sizeOfAxes(axes: readonly Axis[]): number {
  return axes.reduce((total, { size }) => total * size, 1);
}

/** Puts an axis inside the others: into the last one where the two are one. */
export function push(axes: Axis[], inner: Axis): void {
  const outer = axes.at(-1);
  if (outer?.strides.every((stride, i) => stride === inner.strides[i]! * inner.size)) {
    axes[axes.length - 1] = { size: outer.size * inner.size, strides: inner.strides };
  } else axes.push(inner);
}
