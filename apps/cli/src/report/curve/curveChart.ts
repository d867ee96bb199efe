import * as Plot from "@observablehq/plot";
import { calledOf, scaleOf, type Told } from "../../curve/tell.js";
import { drawSmall } from "../fit/drawSmall.js";

const steps = 80;

/** What was measured, the curve through it and to ten times the data, with its interval. */
export function curveChart(told: Told): string {
  const { curve, extrapolation } = told;
  const scale = scaleOf(told);
  const first = curve.points[0]!.n;
  const last = curve.points.at(-1)!.n;
  const furthest = Math.max(last, ...extrapolation.predictions.map(({ n }) => n));
  const line = Array.from({ length: steps + 1 }, (_, i) => {
    const { n, score, low, high } = extrapolation.at(first * (furthest / first) ** (i / steps));
    return { n, score: score * scale, low: low * scale, high: high * scale };
  });
  const measured = curve.points.map(({ n, mean, standardError }) => ({
    ...{ n, score: mean * scale, low: (mean - standardError) * scale, high: (mean + standardError) * scale },
  }));
  const expected = extrapolation.predictions.map(({ n, score }) => ({ n, score: score * scale }));
  const vertical = { x1: "n", x2: "n", y1: "low", y2: "high" } as const;
  return drawSmall({
    marginRight: 24,
    x: { type: "log", label: "examples to learn from", tickFormat: ",", grid: true, ticks: 5 },
    y: { label: `${calledOf(told)}${scale === 100 ? ", %" : ""}`, grid: true, nice: true },
    marks: [
      Plot.areaY(line, { x: "n", y1: "low", y2: "high", fill: "var(--second)", fillOpacity: 0.2 }),
      Plot.ruleX([last], { stroke: "currentColor", strokeDasharray: "4 4" }),
      Plot.line(line, { x: "n", y: "score", stroke: "var(--second)", strokeWidth: 2 }),
      Plot.link(measured, { ...vertical, stroke: "var(--first)", strokeWidth: 2 }),
      Plot.dot(measured, { x: "n", y: "score", r: 5, fill: "var(--first)" }),
      Plot.dot(expected, { x: "n", y: "score", r: 5, fill: "var(--second)" }),
    ],
  });
}
