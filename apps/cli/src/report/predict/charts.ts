import * as Plot from "@observablehq/plot";
import type { Prediction } from "../../predicting/predictions.js";
import { drawSmall } from "../fit/drawSmall.js";

/** How many predictions are how sure, those for a person in another colour. */
export function probabilitiesChart(all: readonly Prediction[]): string {
  const points = all.map(({ probability, ask }) => ({
    percent: 100 * probability!,
    fill: ask ? "var(--second)" : "var(--first)",
  }));
  return drawSmall({
    height: 240,
    x: { label: "probability of the likeliest class, %", domain: [0, 100] },
    // Few examples would get ticks at fractions of one.
    y: {
      label: "examples",
      grid: true,
      tickFormat: (n: number) => (n % 1 === 0 ? n.toLocaleString("en") : ""),
    },
    marks: [
      Plot.rectY(
        points,
        Plot.binX<Plot.RectYOptions>(
          { y: "count" },
          { x: "percent", fill: "fill", thresholds: 20, domain: [0, 100] },
        ),
      ),
      Plot.ruleY([0]),
    ],
  });
}

/** At most so many are drawn, taken evenly. */
const drawn = 200;

/** Predicted numbers in order, with their intervals where there are any. */
export function intervalsChart(all: readonly Prediction[]): string {
  const every = Math.max(1, Math.ceil(all.length / drawn));
  const points = [...all]
    .sort((a, b) => Number(a.predicted) - Number(b.predicted))
    .filter((_, i) => i % every === 0)
    .map(({ predicted, low, high }, i) => ({ i: i * every + 1, predicted: Number(predicted), low, high }));
  const ended = points.filter(({ low, high }) => typeof low === "number" && typeof high === "number");
  return drawSmall({
    x: { label: "examples, from the least", tickFormat: "d" },
    y: { label: "predicted", grid: true },
    marks: [
      Plot.link(ended, {
        ...{ x1: "i", x2: "i", y1: "low", y2: "high" },
        ...{ stroke: "var(--second)", strokeOpacity: 0.6 },
      }),
      Plot.dot(points, { x: "i", y: "predicted", r: 2.5, fill: "var(--first)" }),
    ],
  });
}
