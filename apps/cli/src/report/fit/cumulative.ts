import * as Plot from "@observablehq/plot";
import { drawSmall } from "./drawSmall.js";
import { type Shape, spaced } from "./shape.js";

/** Steps drawn at most, so that the page stays small. */
const mostSteps = 400;

/** The empirical distribution function, and the fitted one. */
export function cumulative(shape: Shape, label: string): string {
  const { sorted, weights, total, window, isDiscrete, distribution } = shape;
  const every = Math.max(1, Math.floor(sorted.length / mostSteps));
  const steps: { x: number; y: number }[] = [{ x: window[0], y: 0 }];
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    sum += weights[i]!;
    const isLastOfTie = sorted[i + 1] !== sorted[i];
    if (isLastOfTie && (i % every === 0 || i === sorted.length - 1 || every === 1 || isDiscrete))
      steps.push({ x: sorted[i]!, y: sum / total });
  }
  const curve = (isDiscrete ? wholeNumbers(window) : spaced(window, 200)).map((x) => ({
    x,
    y: distribution.cdf(x),
  }));
  const chart = drawSmall({
    x: { label, domain: [...window] },
    y: { label: "share up to x", grid: true, domain: [0, 1] },
    marks: [
      Plot.line(steps, {
        ...{ x: "x", y: "y", curve: "step-after", stroke: "var(--first)", strokeWidth: 2, clip: true },
      }),
      Plot.line(curve, {
        ...{ x: "x", y: "y", stroke: "var(--second)", strokeWidth: 1.5, clip: true },
        curve: isDiscrete ? "step-after" : "linear",
      }),
    ],
  });
  return `<p class="legend"><span class="first">data</span> <span class="second">fitted</span></p>${chart}`;
}

function wholeNumbers([low, high]: readonly [number, number]): number[] {
  const step = Math.max(1, Math.floor((high - low) / mostSteps));
  return Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => low + i * step);
}
