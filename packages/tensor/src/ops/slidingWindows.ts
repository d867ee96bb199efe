import { ShapeError, UsageError } from "../errors.js";
import { formatShape } from "../shape.js";

/** One number for both axes, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/** A number, [vertical, horizontal], [[top, bottom], [left, right]], "same" (⌈n/stride⌉ windows) or "valid" (none). */
export type Padding2d =
  | Pair
  | readonly [readonly [number, number], readonly [number, number]]
  | "same"
  | "valid";

/** How windows move over a plane: 1 apart, unpadded and undilated by default. */
export interface SlidingOptions {
  readonly stride?: Pair;
  readonly padding?: Padding2d;
  readonly dilation?: Pair;
}

/** Windows over a plane, all pairs [vertical, horizontal]. Plain data: attributes of ops. */
export interface SlidingWindows extends Record<string, unknown> {
  readonly plane: readonly [number, number];
  readonly size: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation: readonly [number, number];
  /** Top and left. */
  readonly before: readonly [number, number];
  /** Bottom and right. */
  readonly after: readonly [number, number];
  /** How many windows there are. */
  readonly count: readonly [number, number];
}

function pair(value: Pair, what: string, least: number, where: string): [number, number] {
  const list = typeof value === "number" ? [value, value] : [...value];
  if (list.length !== 2 || list.some((n) => !Number.isInteger(n) || n < least)) {
    throw new UsageError(
      `${where}: expected a ${what} of whole numbers from ${least} on, got ${JSON.stringify(value)}`,
    );
  }
  return list as [number, number];
}

function paddingOf(
  padding: Padding2d,
  { plane, size, stride, dilation }: Pick<SlidingWindows, "plane" | "size" | "stride" | "dilation">,
  where: string,
): { before: [number, number]; after: [number, number] } {
  if (padding === "valid") return { before: [0, 0], after: [0, 0] };
  if (padding === "same") {
    const total = [0, 1].map((axis) => {
      const windows = Math.ceil(plane[axis]! / stride[axis]!);
      const reach = (windows - 1) * stride[axis]! + dilation[axis]! * (size[axis]! - 1) + 1;
      return Math.max(0, reach - plane[axis]!);
    });
    const before = total.map((n) => Math.floor(n / 2)) as [number, number];
    return { before, after: total.map((n, axis) => n - before[axis]!) as [number, number] };
  }
  if (typeof padding === "string") {
    throw new UsageError(`${where}: expected a padding of "same" or "valid", got "${padding as string}"`);
  }
  if (typeof padding === "number" || typeof padding[0] === "number") {
    const both = pair(padding as Pair, "padding", 0, where);
    return { before: both, after: both };
  }
  const [vertical, horizontal] = (padding as readonly Pair[]).map((ends) => pair(ends, "padding", 0, where));
  return { before: [vertical![0], horizontal![0]], after: [vertical![1], horizontal![1]] };
}

/**
 * Resolves options for windows of `size` over a plane [h, w]; along each axis there are
 * ⌊(n + before + after - dilation·(size - 1) - 1) / stride⌋ + 1. ShapeError where not one fits.
 */
export function slidingWindows(
  where: string,
  planeSize: Pair,
  windowSize: Pair,
  options: SlidingOptions,
): SlidingWindows {
  const plane = pair(planeSize, "plane", 0, where);
  const size = pair(windowSize, "window size", 1, where);
  const stride = pair(options.stride ?? 1, "stride", 1, where);
  const dilation = pair(options.dilation ?? 1, "dilation", 1, where);
  const base = { plane, size, stride, dilation };
  const { before, after } = paddingOf(options.padding ?? 0, base, where);
  const count = [0, 1].map((axis) => {
    const free = plane[axis]! + before[axis]! + after[axis]! - dilation[axis]! * (size[axis]! - 1) - 1;
    return Math.floor(free / stride[axis]!) + 1;
  }) as [number, number];
  if (count.some((n) => n < 1)) {
    throw new ShapeError(
      `${where}: windows of ${formatShape(size)} don't fit into a plane of ${formatShape(plane)} with its padding`,
      { plane, size },
    );
  }
  return { ...base, before, after, count };
}

/** Refuses what isn't a batch of images [n, c, h, w], or weights [o, c, h, w]. */
export function checkFourAxes(shape: readonly number[], what: string, where: string): void {
  if (shape.length !== 4) {
    throw new ShapeError(`${where}: expected ${what}, got ${formatShape(shape)}`, { shape });
  }
}
