import { median } from "./chooseSize.js";
import type { Extents } from "./decoder.js";
import type { ImageFormat, ImageHeader } from "./imageHeader.js";

/** Least, median and greatest. */
export type Spread = readonly [least: number, median: number, greatest: number];

/** What a folder of pictures was found to hold, for display. */
export interface SeenImages {
  readonly count: number;
  readonly formats: Readonly<Partial<Record<ImageFormat, number>>>;
  /** Extents of the pictures as they are shown. */
  readonly width: Spread;
  readonly height: Spread;
  /** How many have colour at the size of the examples. */
  readonly colourful: number;
  /** How many are smaller than the examples and were enlarged. */
  readonly enlarged: number;
  /** Files that are hidden or left by systems. */
  readonly ignored: readonly string[];
}

export function summarize(
  pictures: readonly ImageHeader[],
  size: Extents,
  found: Pick<SeenImages, "colourful" | "ignored">,
): SeenImages {
  const formats: Partial<Record<ImageFormat, number>> = {};
  for (const { format } of pictures) formats[format] = (formats[format] ?? 0) + 1;
  return {
    count: pictures.length,
    formats,
    width: spread(pictures.map(({ width }) => width)),
    height: spread(pictures.map(({ height }) => height)),
    enlarged: pictures.filter(({ width, height }) => width < size.width || height < size.height).length,
    ...found,
  };
}

function spread(values: readonly number[]): Spread {
  const [least, greatest] = values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return [least, median(values), greatest];
}
