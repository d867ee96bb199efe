import type { colours } from "../../charts/colours.js";
import { mixed, type Rgb, rgbOf } from "../../charts/rgb.js";
import type { BoundaryView, PlanePoints } from "../report.js";

/** The shapes of the classes' points, as drawn below, for a legend in words. */
export const marks = ["●", "■", "▲", "◆"] as const;

/** How strong a colour is where the network is sure. */
const strength = 0.45;

type Palette = ReturnType<typeof colours>;

/** Draws the probabilities as a smooth picture, and the examples over it. */
export function drawBoundary(
  canvas: HTMLCanvasElement,
  boundary: BoundaryView,
  points: PlanePoints,
  palette: Palette,
): void {
  const context = canvas.getContext("2d")!;
  const { width, height } = canvas;
  const { side } = boundary;
  const small = new OffscreenCanvas(side, side);
  small.getContext("2d")!.putImageData(new ImageData(pixelsOf(boundary, palette), side, side), 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, width, height);
  context.drawImage(small, 0, 0, width, height);
  drawPoints(context, points, palette);
}

/** Each class's colour by its probability, on the ground. */
export function pixelsOf(
  { side, values }: BoundaryView,
  { ground, series }: Pick<Palette, "ground" | "series">,
) {
  const classes = values.length / (side * side);
  const base = rgbOf(ground);
  const own = Array.from({ length: classes }, (_, place) =>
    mixed(base, rgbOf(series[place % series.length]!), strength),
  );
  const rgba = new Uint8ClampedArray(4 * side * side);
  for (let cell = 0; cell < side * side; cell++) {
    const probabilities = values.subarray(cell * classes, (cell + 1) * classes);
    const colour = blend(own, probabilities);
    rgba.set([...colour, 255], 4 * cell);
  }
  return rgba;
}

function blend(colours: readonly Rgb[], shares: Float32Array): Rgb {
  let [red, green, blue] = [0, 0, 0];
  for (const [place, colour] of colours.entries()) {
    red += shares[place]! * colour[0];
    green += shares[place]! * colour[1];
    blue += shares[place]! * colour[2];
  }
  return [red, green, blue];
}

function drawPoints(
  context: CanvasRenderingContext2D,
  points: PlanePoints,
  { series, raised }: Palette,
): void {
  const { width, height } = context.canvas;
  const { x, y, labels, isHeldOut, xRange, yRange } = points;
  const along = (value: number, [low, high]: readonly [number, number]) => (value - low) / (high - low);
  const radius = labels.length > 600 ? 3 : 4.5;
  context.lineWidth = 1.5;
  for (let i = 0; i < labels.length; i++) {
    const [left, top] = [width * along(x[i]!, xRange), height * (1 - along(y[i]!, yRange))];
    const colour = series[labels[i]! % series.length]!;
    context.beginPath();
    outline(context, labels[i]! % marks.length, left, top, radius);
    // Held-out points are hollow, the others have a rim that sets them off from their own colour.
    context.fillStyle = isHeldOut[i] ? raised : colour;
    context.strokeStyle = isHeldOut[i] ? colour : raised;
    context.fill();
    context.stroke();
  }
}

function outline(context: CanvasRenderingContext2D, mark: number, x: number, y: number, r: number): void {
  if (mark === 0) context.arc(x, y, r, 0, 2 * Math.PI);
  if (mark === 1) context.rect(x - r * 0.9, y - r * 0.9, 1.8 * r, 1.8 * r);
  const corners = [0, 0, 3, 4][mark]!;
  for (let corner = 0; corner < corners; corner++) {
    const angle = (2 * Math.PI * corner) / corners - Math.PI / 2;
    context.lineTo(x + 1.25 * r * Math.cos(angle), y + 1.25 * r * Math.sin(angle));
  }
  context.closePath();
}
