import type { Generator } from "@mebae/tensor";
import type { InkStroke } from "./handwriting.js";

/**
 * Draws strokes into a square of size × size pixels, antialiased: ink of a pixel is 1 inside the pen's line and
 * falls to 0 over one pixel around its edge. Crossing strokes take the darker of both.
 */
export function render(strokes: readonly InkStroke[], size: number, softness: number): Float32Array {
  const ink = new Float32Array(size * size);
  for (const { line, halfWidth } of strokes) {
    for (let i = 0; i + 1 < halfWidth.length; i++) {
      drawSegment(ink, size, softness, [
        line[2 * i]! * size,
        line[2 * i + 1]! * size,
        line[2 * i + 2]! * size,
        line[2 * i + 3]! * size,
        Math.max(0.45, halfWidth[i]! * size),
        Math.max(0.45, halfWidth[i + 1]! * size),
      ]);
    }
  }
  return ink;
}

type Segment = [x0: number, y0: number, x1: number, y1: number, r0: number, r1: number];

function drawSegment(
  ink: Float32Array,
  size: number,
  softness: number,
  [x0, y0, x1, y1, r0, r1]: Segment,
): void {
  const reach = Math.max(r0, r1) + softness;
  const [left, right] = pixelRange(Math.min(x0, x1), Math.max(x0, x1), reach, size);
  const [top, bottom] = pixelRange(Math.min(y0, y1), Math.max(y0, y1), reach, size);
  const [dx, dy] = [x1 - x0, y1 - y0];
  const square = dx * dx + dy * dy || 1;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const px = column + 0.5 - x0;
      const py = row + 0.5 - y0;
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const ax = px - along * dx;
      const ay = py - along * dy;
      const depth = r0 + along * (r1 - r0) - Math.sqrt(ax * ax + ay * ay);
      const cover = Math.min(1, Math.max(0, depth / (2 * softness) + 0.5));
      const at = row * size + column;
      if (cover > ink[at]!) ink[at] = cover;
    }
  }
}

function pixelRange(low: number, high: number, reach: number, size: number): [number, number] {
  return [Math.max(0, Math.floor(low - reach)), Math.min(size - 1, Math.ceil(high + reach))];
}

/** Ink as bytes, white on black as in MNIST, with the noise of a cheap scanner. */
export function scan(ink: Float32Array, random: Generator, out: Uint8Array, offset: number): void {
  const darkness = random.uniform(190, 255);
  const noise = random.uniform(2, 16);
  for (let i = 0; i < ink.length; i++) {
    const value = Math.round(darkness * ink[i]! + noise * byteNormal(random.bits()));
    out[offset + i] = Math.min(255, Math.max(0, value));
  }
}

/** Nearly a normal draw: four bytes' sum, brought to mean 0 and deviation 1 (4 × (256²-1)/12 = 147.8²). */
function byteNormal(bits: number): number {
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / 147.8;
}
