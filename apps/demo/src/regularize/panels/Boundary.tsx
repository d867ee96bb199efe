import { useMemo } from "preact/hooks";
import { colours } from "../../charts/colours.js";
import { Pixels } from "../../charts/Pixels.js";
import { type Rgb, rgbOf } from "../../charts/rgb.js";
import { type Points, view } from "../reports.js";

export interface BoundaryProps {
  /** The logit of class 1 in each pixel of `view`. */
  readonly picture: Float32Array;
  readonly points: Points;
  /** So many of the last points weren't learned from. */
  readonly heldBack: number;
  readonly label: string;
}

/** Drawn pixels to each that the worker computed, along a side. */
const finer = 3;
const [fineWidth, fineHeight] = [finer * view.width, finer * view.height];

/** The plane in the colours of what a network takes each place for, with the points that it learned from. */
export function Boundary({ picture, points, heldBack, label }: BoundaryProps) {
  const palette = colours();
  const [ground, one, two] = [palette.ground, palette.series[0]!, palette.series[1]!].map(rgbOf);
  const rgba = useMemo(() => paint(picture, ground!, one!, two!), [picture, palette.ground]);
  const paths = useMemo(() => pathsOf(points, heldBack), [points, heldBack]);
  const { left, right, bottom, top } = view;
  return (
    <div class="boundary">
      <Pixels width={fineWidth} height={fineHeight} rgba={rgba} label={label} isSmooth />
      <svg viewBox={`${left} ${-top} ${right - left} ${top - bottom}`} aria-hidden="true">
        {paths.map(({ name, d }) => (
          <path key={name} class={name} d={d} />
        ))}
      </svg>
    </div>
  );
}

/**
 * From one class's colour over the ground, where the network is undecided, to the other's. Logits are smoother than
 * probabilities: drawn finer between them, the boundary has no steps.
 */
function paint(picture: Float32Array, ground: Rgb, one: Rgb, two: Rgb): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(4 * fineWidth * fineHeight);
  for (let row = 0; row < fineHeight; row++) {
    for (let column = 0; column < fineWidth; column++) {
      const z = between(picture, (column + 0.5) / finer - 0.5, (row + 0.5) / finer - 0.5);
      const side = Math.tanh(z / 2);
      const target = side < 0 ? one : two;
      const share = 0.12 + 0.5 * Math.abs(side);
      const at = 4 * (row * fineWidth + column);
      for (let c = 0; c < 3; c++) rgba[at + c] = ground[c]! + share * (target[c]! - ground[c]!);
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}

/** The logit between four pixels, by their distances; at the border that of the nearest. */
function between(picture: Float32Array, x: number, y: number): number {
  const [left, top] = [inside(Math.floor(x), view.width), inside(Math.floor(y), view.height)];
  const [right, below] = [Math.min(left + 1, view.width - 1), Math.min(top + 1, view.height - 1)];
  const [dx, dy] = [Math.max(0, x - left), Math.max(0, y - top)];
  const at = (column: number, row: number) => picture[row * view.width + column]!;
  const above = at(left, top) * (1 - dx) + at(right, top) * dx;
  return above * (1 - dy) + (at(left, below) * (1 - dx) + at(right, below) * dx) * dy;
}

const inside = (place: number, size: number) => Math.min(size - 1, Math.max(0, place));

/** All points of a kind in one path: thousands of elements would keep the page busy. */
function pathsOf({ count, places, labels, isWrong }: Points, heldBack: number) {
  const paths = new Map<string, string>();
  for (let i = 0; i < count; i++) {
    const label = labels[i]! === 0 ? "one" : "two";
    const wrong = isWrong[i] === 1 ? " wrong" : "";
    const held = i >= count - heldBack ? " held" : "";
    const shape = label === "one" ? circle : triangle;
    const name = `${label}${wrong}${held}`;
    paths.set(name, `${paths.get(name) ?? ""}${shape(places[2 * i]!, -places[2 * i + 1]!)}`);
  }
  return [...paths].map(([name, d]) => ({ name, d }));
}

const circle = (x: number, y: number) =>
  `M${(x - 0.05).toFixed(3)} ${y.toFixed(3)}a.05 .05 0 1 0 .1 0a.05 .05 0 1 0 -.1 0z`;
const triangle = (x: number, y: number) =>
  `M${(x - 0.06).toFixed(3)} ${(y + 0.045).toFixed(3)}h.12l-.06 -.105z`;
