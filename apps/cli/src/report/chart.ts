import type { EpochRecord } from "@mebae/training";
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";

interface Point {
  readonly epoch: number;
  readonly value: number;
  readonly name: string;
}

function curve(points: readonly Point[], label: string): string {
  const { document } = parseHTML("<html><body></body></html>");
  const chart = Plot.plot({
    document: document as never,
    width: 560,
    height: 300,
    marginLeft: 48,
    x: { label: "epoch", tickFormat: "d" },
    y: { label, grid: true },
    color: { range: ["var(--first)", "var(--second)"], domain: [...new Set(points.map(({ name }) => name))] },
    marks: [
      Plot.lineY(points, { x: "epoch", y: "value", stroke: "name", strokeWidth: 2 }),
      Plot.text(
        points,
        Plot.selectLast({ x: "epoch", y: "value", z: "name", text: "name", dy: -8, textAnchor: "end" }),
      ),
    ],
  });
  return chart.outerHTML;
}

/** Training and validation loss over the epochs, as SVG. */
export function lossChart(history: readonly EpochRecord[]): string {
  const points = history.flatMap(({ epoch, loss, validationLoss }): Point[] => [
    { epoch, value: loss, name: "training" },
    ...(validationLoss === undefined ? [] : [{ epoch, value: validationLoss, name: "validation" }]),
  ]);
  return curve(points, "loss");
}

/** One validation metric over the epochs, as SVG. */
export function metricChart(history: readonly EpochRecord[], metric: string): string {
  const points = history.flatMap(({ epoch, metrics }): Point[] =>
    metrics[metric] === undefined ? [] : [{ epoch, value: metrics[metric], name: "validation" }],
  );
  return points.length > 0 ? curve(points, metric) : "";
}
