import { type ClassOutcomes, calibrationErrorInterval, reliabilityDiagram } from "@mebae/assess";
import * as Plot from "@observablehq/plot";
import { drawSmall } from "../fit/drawSmall.js";
import { section } from "../html.js";

/** So many examples a bin tell a share within about ten points. */
const binSize = 40;

/** How often what was said came true, in bins of equally many examples, and how far chance alone would set them apart. */
export function reliabilitySection(outcomes: ClassOutcomes): string {
  const { labels } = outcomes;
  const bins = Math.max(2, Math.min(10, Math.floor(labels.length / binSize)));
  const points = reliabilityDiagram(outcomes, { bins, binning: "mass" })
    .filter(({ count }) => count > 0)
    .map(({ confidence, accuracy, interval }) => ({
      ...{ x: 100 * confidence, y: 100 * accuracy },
      ...{ low: 100 * interval.low, high: 100 * interval.high },
    }));
  const chart = drawSmall({
    x: { label: "said, %", domain: [0, 100], grid: true },
    y: { label: "came true, %", domain: [0, 100], grid: true },
    marks: [
      Plot.line(
        [
          [0, 0],
          [100, 100],
        ],
        { stroke: "currentColor", strokeDasharray: "4 4" },
      ),
      Plot.link(points, {
        x1: "x",
        x2: "x",
        y1: "low",
        y2: "high",
        stroke: "var(--first)",
        strokeWidth: 2.5,
      }),
      Plot.dot(points, { x: "x", y: "y", r: 5, fill: "var(--first)" }),
    ],
  });
  const note = `<p class="note">${errorSentence(outcomes)} Each dot is of equally many examples, by how sure the prediction was, with its 95 % interval; on the line probabilities come true as often as they say, above it predictions are right oftener than they say, and below it too sure.</p>`;
  return section("Reliability", `<div class="narrow">${chart}</div>${note}`);
}

function errorSentence(outcomes: ClassOutcomes): string {
  const { error, ifCalibrated } = calibrationErrorInterval(outcomes, { resamples: 200 });
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const byChance = `probabilities that are right would show up to ${percent(ifCalibrated.high)} on so many examples`;
  return `Calibration error ${percent(error)}; ${byChance}.`;
}
