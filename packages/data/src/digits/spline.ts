import type { Point } from "./skeletons.js";

/** A line of points, x and y in turn. */
export type Polyline = Float64Array;

/**
 * A smooth line through a stroke's points: uniform Catmull-Rom splines (Catmull & Rom 1974) between its corners,
 *   p(u) = ½ (2b + (c-a)u + (2a-5b+4c-d)u² + (3b-a-3c+d)u³)  from b (u = 0) to c (u = 1).
 * @param steps pieces between two points
 */
export function spline(points: readonly Point[], steps: number): Polyline {
  const line: number[] = [points[0]![0], points[0]![1]];
  for (let i = 0; i + 1 < points.length; i++) {
    const b = points[i]!;
    const c = points[i + 1]!;
    // At an end or a corner the neighbour is reflected, so that the line leaves it straight.
    const a = i > 0 && !b[2] ? points[i - 1]! : reflect(b, c);
    const d = i + 2 < points.length && !c[2] ? points[i + 2]! : reflect(c, b);
    for (let step = 1; step <= steps; step++) {
      const u = step / steps;
      line.push(bend(a[0], b[0], c[0], d[0], u), bend(a[1], b[1], c[1], d[1], u));
    }
  }
  return Float64Array.from(line);
}

function reflect(at: Point, other: Point): Point {
  return [2 * at[0] - other[0], 2 * at[1] - other[1]];
}

function bend(a: number, b: number, c: number, d: number, u: number): number {
  return 0.5 * (2 * b + u * (c - a + u * (2 * a - 5 * b + 4 * c - d + u * (3 * b - a - 3 * c + d))));
}
