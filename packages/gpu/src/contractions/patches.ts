import { coordinatesOf, u32 } from "../wgsl/indexing.js";
import type { Operand } from "../wgsl/operand.js";

/**
 * Values x[n, first + c, i, j] that windows see: n and the window's place (r, s) are a position, c and the place (u, v) in
 * the window are a tap, and i = start + r·step + u·dilation, j alike. Outside the plane x is 0.
 */
export interface Patches {
  readonly from: Operand;
  /** How many windows: images, and along both axes. */
  readonly positions: readonly [images: number, vertical: number, horizontal: number];
  /** How many values of a window: channels, and along both axes. */
  readonly taps: readonly [channels: number, vertical: number, horizontal: number];
  readonly start: readonly [number, number];
  readonly step: readonly [number, number];
  /** May be negative. */
  readonly dilation: readonly [number, number];
  /** The first channel of a group, numbered by the batch. */
  readonly firstChannel: (batch: string) => string;
}

/** Texts about a position, a tap, and the value of both: each can be the line of an operand and the other its depth. */
export interface PatchTexts {
  readonly position: (position: string, suffix: string) => string;
  readonly tap: (batch: string, tap: string, suffix: string) => string;
  readonly value: (position: string, tap: string) => string;
}

export function patchTexts(patches: Patches): PatchTexts {
  const { from, positions, taps, start, step, dilation, firstChannel } = patches;
  const { shape, strides } = from.spec;
  const [images, channels, vertical, horizontal] = strides as [number, number, number, number];
  const place = (axis: 0 | 1, index: string) => `${index} * ${u32(step[axis])} + ${u32(start[axis])}`;
  const inside = ([0, 1] as const)
    .filter((axis) => leavesPlane(patches, axis))
    .map((axis) => ({ name: axis === 0 ? "row" : "column", size: shape[axis + 2]! }));
  return {
    position: (position, suffix) => {
      const [n, r, s] = coordinatesOf(positions, position) as [string, string, string];
      return `  let row${suffix} = ${place(0, r)};
  let column${suffix} = ${place(1, s)};
  let at${suffix} = ${n} * ${u32(images)} + row${suffix} * ${u32(vertical)} + column${suffix} * ${u32(horizontal)};`;
    },
    tap: (batch, tap, suffix) => {
      const [c, u, v] = coordinatesOf(taps, tap) as [string, string, string];
      return `  let row${suffix} = ${u} * ${u32(dilation[0])};
  let column${suffix} = ${v} * ${u32(dilation[1])};
  let at${suffix} = (${firstChannel(batch)} + ${c}) * ${u32(channels)} + row${suffix} * ${u32(vertical)} + column${suffix} * ${u32(horizontal)};`;
    },
    value: (position, tap) => {
      const value = from.load(`at${position} + at${tap}`);
      // As u32 a place before the plane is a large number.
      const checks = inside.map(({ name, size }) => `${name}${position} + ${name}${tap} < ${size}u`);
      return checks.length === 0 ? value : `select(0, ${value}, ${checks.join(" && ")})`;
    },
  };
}

/** Whether some window sees places outside the plane along an axis. */
function leavesPlane({ from, positions, taps, start, step, dilation }: Patches, axis: 0 | 1): boolean {
  const reach = dilation[axis] * (taps[axis + 1]! - 1);
  const first = start[axis] + Math.min(0, reach);
  const last = start[axis] + step[axis] * (positions[axis + 1]! - 1) + Math.max(0, reach);
  return first < 0 || last >= from.spec.shape[axis + 2]!;
}
