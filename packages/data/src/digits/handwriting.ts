import type { Generator } from "@mebae/tensor";
import { type Point, type Style, skeletons } from "./skeletons.js";
import { type Polyline, spline } from "./spline.js";

/** A drawn stroke in the unit square of the picture, and the pen's half width at each of its points. */
export interface InkStroke {
  readonly line: Polyline;
  readonly halfWidth: Float64Array;
}

/** How much hands differ; standard deviations where nothing else is said. Lengths in heights of the digit. */
const hand = {
  jitter: 0.027,
  slant: 0.2,
  /** Radians. */
  rotation: 0.12,
  /** Height of the digit in the picture: mean and deviation. */
  height: [0.66, 0.075],
  aspect: 0.13,
  shift: 0.036,
  /** Half the pen's width, from thin to thick. */
  halfWidth: [0.024, 0.062],
  pressure: 0.22,
  elastic: 0.022,
} as const;

/** Draws the strokes of one digit as one hand would write it. */
export function handwriting(digit: number, random: Generator): InkStroke[] {
  const { strokes } = chooseStyle(skeletons[digit]!, random);
  const place = placement(random);
  const warp = elasticField(random);
  const halfWidth = random.uniform(...hand.halfWidth);
  return strokes.map((stroke) => {
    const line = spline(
      stroke.map((point) => jitter(point, random)),
      7,
    );
    for (let i = 0; i < line.length; i += 2) {
      const [x, y] = place(...warp(line[i]!, line[i + 1]!));
      line[i] = x;
      line[i + 1] = y;
    }
    return { line, halfWidth: pressure(line.length / 2, halfWidth, random) };
  });
}

function chooseStyle(styles: readonly Style[], random: Generator): Style {
  let rest = random.uniform(
    0,
    styles.reduce((sum, { weight }) => sum + weight, 0),
  );
  return styles.find(({ weight }) => (rest -= weight) < 0) ?? styles[0]!;
}

function jitter([x, y, corner]: Point, random: Generator): Point {
  const moved = [x + random.normal(0, hand.jitter), y + random.normal(0, hand.jitter)] as const;
  return corner ? [...moved, true] : moved;
}

/** Slant, proportions, rotation, size and place: one affine map for the whole digit. */
function placement(random: Generator): (x: number, y: number) => [number, number] {
  const slant = bounded(random, hand.slant);
  const angle = bounded(random, hand.rotation);
  const height = hand.height[0] + bounded(random, hand.height[1]);
  const width = height * Math.exp(bounded(random, hand.aspect));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [right, down] = [bounded(random, hand.shift), bounded(random, hand.shift)];
  return (x, y) => {
    const across = width * (x - 0.5 - slant * (y - 0.5));
    const along = height * (y - 0.5);
    return [0.5 + right + cos * across - sin * along, 0.5 + down + sin * across + cos * along];
  };
}

/** A normal draw cut at 2.5 standard deviations: what lies beyond isn't readable. */
function bounded(random: Generator, deviation: number): number {
  return deviation * Math.min(2.5, Math.max(-2.5, random.normal()));
}

/**
 * A smooth displacement of the plane: a sum of slow sine waves, which does to strokes what the random fields of
 * Simard, Steinkraus & Platt (2003) do to pixels.
 */
function elasticField(random: Generator): (x: number, y: number) => [number, number] {
  const waves = Array.from({ length: 4 }, () => ({
    kx: 2 * Math.PI * random.uniform(-1.4, 1.4),
    ky: 2 * Math.PI * random.uniform(-1.4, 1.4),
    phase: random.uniform(0, 2 * Math.PI),
    dx: random.normal(0, hand.elastic),
    dy: random.normal(0, hand.elastic),
  }));
  return (x, y) => {
    let [warpedX, warpedY] = [x, y];
    for (const { kx, ky, phase, dx, dy } of waves) {
      const height = Math.sin(kx * x + ky * y + phase);
      warpedX += dx * height;
      warpedY += dy * height;
    }
    return [warpedX, warpedY];
  };
}

/** The pen's half width along a stroke: it presses and lifts slowly, and thins out towards the end. */
function pressure(count: number, halfWidth: number, random: Generator): Float64Array {
  const strength = random.uniform(0, hand.pressure);
  const waves = random.uniform(0.5, 2);
  const phase = random.uniform(0, 2 * Math.PI);
  const taper = random.uniform(0, 0.35);
  return Float64Array.from({ length: count }, (_, i) => {
    const way = i / Math.max(1, count - 1);
    const lift = 1 - (taper * Math.max(0, way - 0.7)) / 0.3;
    return halfWidth * lift * (1 + strength * Math.sin(2 * Math.PI * waves * way + phase));
  });
}
