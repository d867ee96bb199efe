import { Beta } from "@mebae/stats";
import * as Plot from "@observablehq/plot";
import { drawSmall } from "./drawSmall.js";
import type { Shape } from "./shape.js";

interface Point {
  readonly expected: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const mostPoints = 200;

/**
 * Quantiles of the values beside those of the fit, with the band in which each stands with probability 0.95 if the fitted
 * distribution holds: the i-th of n uniform numbers in order has a Beta(i, n + 1 - i) distribution.
 */
export function quantilePlot(shape: Shape, label: string): string {
  const points = pointsOf(shape).filter(({ expected }) => Number.isFinite(expected));
  if (points.length < 2) return "";
  const ends = [points[0]!.expected, points.at(-1)!.expected];
  const values = points.flatMap(({ value, expected }) => [value, expected]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const hasBand = points.some(({ low }) => Number.isFinite(low));
  const chart = drawSmall({
    insetRight: 6,
    x: { label: "quantile of the fit", grid: true },
    // The band of heavy tails may be far wider than the values.
    y: {
      label: `quantile of ${label}`,
      grid: true,
      domain: [least - 0.1 * (most - least), most + 0.1 * (most - least)],
    },
    marks: [
      ...(hasBand
        ? [
            Plot.areaY(points, {
              ...{
                x: "expected",
                y1: "low",
                y2: "high",
                fill: "var(--second)",
                fillOpacity: 0.2,
                clip: true,
              },
            }),
          ]
        : []),
      Plot.line(ends, {
        x: (x: number) => x,
        y: (x: number) => x,
        stroke: "var(--second)",
        strokeWidth: 1.5,
      }),
      Plot.dot(points, {
        x: "expected",
        y: "value",
        r: 2.5,
        fill: "var(--first)",
        fillOpacity: 0.8,
        clip: true,
      }),
    ],
  });
  const band = hasBand ? ' <span class="second">the fit, with the band of 95 % of such data</span>' : "";
  return `<p class="legend"><span class="first">data</span>${band}</p>${chart}`;
}

function pointsOf({ sorted, weights, total, distribution }: Shape): Point[] {
  const n = sorted.length;
  const plain = weights.every((weight) => weight === 1);
  const places = chosenPlaces(n);
  const cumulative = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) cumulative[i] = sum += weights[i]!;
  return places.map((i) => {
    const expected = distribution.quantile((cumulative[i]! - weights[i]! / 2) / total);
    const value = sorted[i]!;
    // Weights say how much a value counts, not how many there are.
    if (!plain) return { expected, value, low: Number.NaN, high: Number.NaN };
    const order = Beta({ alpha: i + 1, beta: n - i });
    return {
      expected,
      value,
      low: distribution.quantile(order.quantile(0.025)),
      high: distribution.quantile(order.quantile(0.975)),
    };
  });
}

/** All places of few values; of many every so many, and all at both ends, where a misfit shows. */
function chosenPlaces(n: number): number[] {
  const ends = 20;
  const step = Math.max(1, Math.ceil((n - 2 * ends) / (mostPoints - 2 * ends)));
  return Array.from({ length: n }, (_, i) => i).filter((i) => i < ends || i >= n - ends || i % step === 0);
}
