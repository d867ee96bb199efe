import type { EpochRecord } from "@mebae/training";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

interface Point {
  readonly epoch: number;
  readonly value: number;
  readonly name: string;
}

/** A chart of Observable Plot as SVG text, drawn without a browser. */
export function draw(options: Plot.PlotOptions): string {
  const { document } = parseHTML("<html><body></body></html>");
  return Plot.plot({ document: document as never, width: 560, height: 300, marginLeft: 48, ...options })
    .outerHTML;
}

const legend =
  '<p class="legend"><span class="first">training</span> <span class="second">held out</span></p>';

function curve(points: readonly Point[], label: string): string {
  const chart = draw({
    x: { label: "epoch", tickFormat: "d" },
    y: { label, grid: true },
    color: { range: ["var(--first)", "var(--second)"], domain: ["training", "held out"] },
    marks: [
      Plot.lineY(points, { x: "epoch", y: "value", z: "name", stroke: "name", strokeWidth: 2 }),
      Plot.dot(points.length > 4 ? [] : points, { x: "epoch", y: "value", fill: "name" }),
    ],
  });
  return `${legend}\n${chart}`;
}

/** Loss on training and held-out examples over the epochs, as SVG. */
export function lossChart(history: readonly EpochRecord[]): string {
  const points = history.flatMap(({ epoch, loss, validationLoss }): Point[] => [
    { epoch, value: loss, name: "training" },
    ...(validationLoss === undefined ? [] : [{ epoch, value: validationLoss, name: "held out" }]),
  ]);
  return points.length > 0 ? curve(points, "loss") : "";
}

/** One metric of the held-out examples over the epochs, as SVG. */
export function metricChart(history: readonly EpochRecord[], metric: string): string {
  const points = history.flatMap(({ epoch, metrics }): Point[] =>
    metrics[metric] === undefined ? [] : [{ epoch, value: metrics[metric], name: "held out" }],
  );
  return points.length > 0 ? curve(points, metric) : "";
}

/** One dot a fold, and their mean. */
export function foldsChart(values: readonly number[], metric: string): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return draw({
    height: 110,
    y: { axis: null },
    x: { label: metric, grid: true },
    marks: [
      Plot.ruleX([mean], { stroke: "var(--second)", strokeWidth: 2 }),
      Plot.dot(values, { x: (value: number) => value, y: 0, r: 5, fill: "var(--first)", fillOpacity: 0.8 }),
    ],
  });
}
