import * as Plot from "@observablehq/plot";
import { draw } from "../chart.js";
import { section } from "../html.js";

export interface RegressionContent {
  readonly name: string;
  readonly predicted: readonly number[];
  readonly expected: readonly number[];
}

/** At most so many points are drawn, taken evenly, so that the page stays small. */
const shownPoints = 2000;

export function regressionSection({ name, predicted, expected }: RegressionContent): string {
  const every = Math.max(1, Math.ceil(expected.length / shownPoints));
  const points = expected
    .map((x, i) => ({ x, y: predicted[i]!, error: predicted[i]! - x }))
    .filter((_, i) => i % every === 0);
  const scatter = draw({
    x: { label: `${name}, true`, grid: true },
    y: { label: "predicted", grid: true },
    marks: [
      Plot.line(
        [...expected].sort((a, b) => a - b).filter((_, i, all) => i === 0 || i === all.length - 1),
        { x: (value) => value, y: (value) => value, stroke: "currentColor", strokeDasharray: "4 4" },
      ),
      Plot.dot(points, { x: "x", y: "y", r: 2.5, fill: "var(--first)", fillOpacity: 0.6 }),
    ],
  });
  const histogram = draw({
    x: { label: `error of ${name}: predicted less true` },
    y: { label: "examples", grid: true },
    marks: [
      Plot.rectY(points, { ...Plot.binX({ y: "count" }, { x: "error" }), fill: "var(--first)" }),
      Plot.ruleX([0]),
    ],
  });
  return section("Predicted and true", scatter) + section("Errors", histogram);
}
