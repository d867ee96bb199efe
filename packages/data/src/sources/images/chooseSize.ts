import type { Extents } from "./decoder.js";

/** Of the longer side. */
const most = 64;

/**
 * The size that a folder's pictures are brought to where none is asked for: the median width and height. Where the longer
 * of them is above 64 pixels both are divided by the same number, so that it is 64 and the other a multiple of 4.
 */
export function chooseSize(pictures: readonly Extents[]): Extents {
  const width = median(pictures.map((picture) => picture.width));
  const height = median(pictures.map((picture) => picture.height));
  const longer = Math.max(width, height);
  if (longer <= most) return { width, height };
  // Halved twice without a rest by a network's pools.
  const side = (extent: number) => Math.max(4, 4 * Math.round((extent * most) / longer / 4));
  return { width: side(width), height: side(height) };
}

/** The middle value; of an even number of them the lower of the two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!;
}
