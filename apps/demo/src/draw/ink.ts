/** A point of the drawing surface, both from 0 to 1, y downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What is drawn without lifting the pen. */
export type Stroke = readonly Point[];

/** As the generated digits are: their height in the picture, half the pen's width, and how dark ink is. */
const box = 0.64;
const halfWidth = 0.045;
const darkness = 0.9;
/** Smaller than this, a drawing is a dot, and isn't blown up. */
const smallest = 0.1;

/**
 * The pixels that a network sees of strokes: the box around them is brought to the size and the middle of the digits
 * it learned from, whatever their place and size on the surface, and drawn anew by a pen of the right width, antialiased. White on
 * black, from 0 to 1, row by row.
 */
export function pixelsOf(strokes: readonly Stroke[], height: number, width: number): Float32Array {
  const ink = new Float32Array(height * width);
  const place = placement(strokes, height, width);
  const radius = Math.max(0.6, halfWidth * Math.min(height, width));
  for (const stroke of strokes) {
    const points = stroke.map(place);
    for (let i = 0; i < points.length; i++) {
      // A single point is a stroke too.
      if (i > 0 || points.length === 1)
        segment(ink, [height, width], points[Math.max(0, i - 1)]!, points[i]!, radius);
    }
  }
  return ink;
}

/** From the surface to pixels. */
function placement(strokes: readonly Stroke[], height: number, width: number): (point: Point) => Point {
  const points = strokes.flat();
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const scale = (box * Math.min(height, width)) / Math.max(right - left, bottom - top, smallest);
  return ({ x, y }) => ({
    x: width / 2 + scale * (x - (left + right) / 2),
    y: height / 2 + scale * (y - (top + bottom) / 2),
  });
}

/** Ink is full within the pen's radius of the line from a to b, and falls to none over a pixel and a half at its edge. */
function segment(
  ink: Float32Array,
  [height, width]: readonly [number, number],
  a: Point,
  b: Point,
  radius: number,
): void {
  const softness = 0.75;
  const reach = radius + softness;
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const square = dx * dx + dy * dy || 1;
  const first = Math.max(0, Math.floor(Math.min(a.y, b.y) - reach));
  const last = Math.min(height - 1, Math.ceil(Math.max(a.y, b.y) + reach));
  for (let row = first; row <= last; row++) {
    for (let column = 0; column < width; column++) {
      const [px, py] = [column + 0.5 - a.x, row + 0.5 - a.y];
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const distance = Math.hypot(px - along * dx, py - along * dy);
      const cover = Math.min(1, Math.max(0, (radius - distance) / (2 * softness) + 0.5));
      const at = row * width + column;
      ink[at] = Math.max(ink[at]!, darkness * cover);
    }
  }
}
