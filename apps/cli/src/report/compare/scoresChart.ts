import type { Comparison } from "@mebae/assess";
import * as Plot from "@observablehq/plot";
import { calledOf, scaleOf } from "../../comparing/tell.js";
import { drawSmall } from "../fit/drawSmall.js";
import { chartedOf } from "./charted.js";

/** Wide enough for the longest method's name. */
export const namesMargin = 158;

export function heightOf(methods: number): number {
  return 80 + 30 * methods;
}

/** A dot for each method's mean score, the best on top; a line for each fold, from method to method. */
export function scoresChart(comparison: Comparison): string {
  const { metric } = comparison;
  const scale = scaleOf(comparison);
  const learners = chartedOf(comparison).shown;
  const folds = learners.flatMap(({ name, folds }) =>
    folds[metric]!.map((score, fold) => ({ name, fold, score: score * scale })),
  );
  const means = learners.map(({ name, means }) => ({ name, score: means[metric]! * scale }));
  return drawSmall({
    ...{ height: heightOf(means.length), marginLeft: namesMargin, marginRight: 24 },
    y: { type: "point", domain: means.map(({ name }) => name), label: null, padding: 0.6 },
    x: { label: `${calledOf(comparison)}${scale === 100 ? ", %" : ""}`, grid: true, nice: true, ticks: 5 },
    marks: [
      Plot.line(folds, {
        ...{ x: "score", y: "name", z: "fold" },
        ...{ stroke: "currentColor", strokeOpacity: 0.3, strokeWidth: 1 },
      }),
      Plot.dot(folds, { x: "score", y: "name", r: 2, fill: "currentColor", fillOpacity: 0.45 }),
      Plot.dot(means, { x: "score", y: "name", r: 6, fill: "var(--first)" }),
    ],
  });
}
