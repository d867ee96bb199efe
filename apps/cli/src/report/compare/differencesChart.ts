import type { Comparison } from "@mebae/assess";
import * as Plot from "@observablehq/plot";
import { scaleOf } from "../../comparing/tell.js";
import { drawSmall } from "../fit/drawSmall.js";
import { chartedOf } from "./charted.js";
import { heightOf, namesMargin } from "./scoresChart.js";

/** How far each method is behind the best, with its interval, and the line of no difference. */
export function differencesChart(comparison: Comparison): string {
  const { verdict } = comparison;
  const scale = scaleOf(comparison);
  const shown = new Set(chartedOf(comparison).shown.map(({ name }) => name));
  const rows = verdict.others
    .filter(({ name }) => shown.has(name))
    .map(({ name, isBehind, difference: { difference, low, high } }) => ({
      ...{ name, difference: difference * scale, low: low * scale, high: high * scale },
      group: isBehind ? "var(--second)" : "var(--first)",
    }));
  return drawSmall({
    ...{ height: heightOf(rows.length), marginLeft: namesMargin, marginRight: 24 },
    y: { type: "point", domain: rows.map(({ name }) => name), label: null, padding: 0.6 },
    x: {
      label: `behind ${verdict.best}${scale === 100 ? ", points" : ""}`,
      grid: true,
      nice: true,
      ticks: 5,
    },
    marks: [
      Plot.ruleX([0], { stroke: "currentColor", strokeDasharray: "4 4" }),
      Plot.link(rows, { x1: "low", x2: "high", y1: "name", y2: "name", stroke: "group", strokeWidth: 2.5 }),
      Plot.dot(rows, { x: "difference", y: "name", r: 6, fill: "group" }),
    ],
  });
}
