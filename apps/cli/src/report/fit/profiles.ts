import { profileCurve } from "@mebae/stats";
import { normalQuantile } from "@mebae/tensor/scalar";
import * as Plot from "@observablehq/plot";
import { figure } from "../../fitting/figures.js";
import { type Fitted, intervalName } from "../../fitting/fitted.js";
import { escapeHtml } from "../html.js";
import { drawSmall } from "./drawSmall.js";
import { symbolOf } from "./symbols.js";

/** Points of a curve; fewer where each costs a search over many rows. */
const pointsFor = (rows: number) => (rows > 20_000 ? 15 : 41);

/** The likelihood along each parameter, with the interval's ends and the height at which a profile interval is cut. */
export function profileCharts(fitted: Fitted): string {
  const { result, intervals, column } = fitted;
  const regular = result.fitted.filter((name) => Number.isFinite(result.standardErrors[name]));
  const charts = regular.map((name) => {
    const interval = intervals[name]!;
    const points = pointsFor(column.values.length);
    const { values, drops } = profileCurve(result, name, { interval, points });
    const curve = Array.from(values, (value, i) => ({ value, drop: drops[i]! })).filter(({ drop }) =>
      Number.isFinite(drop),
    );
    const ends = [interval.low, interval.high].filter(Number.isFinite);
    const lowest = Math.max(-12, Math.min(...curve.map(({ drop }) => drop)));
    const chart = drawSmall({
      height: 230,
      x: { label: name, ticks: 5 },
      y: { label: "log-likelihood below its maximum", grid: true, domain: [lowest, 0] },
      marks: [
        Plot.ruleX(ends, { stroke: "var(--second)", strokeDasharray: "5 3", strokeWidth: 1.5 }),
        Plot.ruleY([cutOf(fitted.level)], {
          stroke: "currentColor",
          strokeDasharray: "2 3",
          strokeOpacity: 0.7,
        }),
        Plot.line(curve, {
          ...{ x: "value", y: "drop", stroke: "var(--first)", strokeWidth: 2, curve: "natural", clip: true },
        }),
        Plot.ruleX([result.parameters[name]!], { stroke: "var(--first)", strokeOpacity: 0.5 }),
      ],
    });
    const error = result.standardErrors[name]!;
    const words = `${figure(result.parameters[name]!, error)}, ${intervalName(fitted)} from ${figure(interval.low, error)} to ${figure(interval.high, error)}`;
    return `<div><h3>${escapeHtml(symbolOf(result.family, name))}</h3><p class="note">${escapeHtml(words)}</p>${chart}</div>`;
  });
  if (charts.length === 0) return "";
  const note = `<p class="note">Each parameter with the others at their best. The dotted line is ${figure(-cutOf(fitted.level), 1)} below the maximum, half the χ² quantile of ${figure(fitted.level * 100)} %; dashed lines are the interval's ends.</p>`;
  return `${note}<div class="charts">${charts.join("\n")}</div>`;
}

/** -χ²/2 of one degree of freedom at a level. */
function cutOf(level: number): number {
  return -0.5 * normalQuantile((1 - level) / 2) ** 2;
}
