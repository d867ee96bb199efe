import * as Plot from "@observablehq/plot";
import { counted } from "../../words.js";
import { drawSmall } from "./drawSmall.js";
import { type Shape, spaced } from "./shape.js";

interface Bin {
  readonly low: number;
  readonly high: number;
  readonly share: number;
  /** Of a count: the probability under the fit. */
  readonly expected: number;
}

const mostBins = 60;
const legend = (fitted: string) =>
  `<p class="legend"><span class="first">data</span> <span class="second">${fitted}</span></p>`;

/** The values' histogram with the fitted density, or bars of counts with the fitted probabilities. */
export function histogram(shape: Shape, label: string): string {
  const note =
    shape.beyond > 0 ? `<p class="note">${counted(shape.beyond, "value")} beyond the picture.</p>` : "";
  return shape.isDiscrete
    ? `${legend("expected")}${countBars(shape, label)}${note}`
    : `${legend("fitted density")}${densityBars(shape, label)}${note}`;
}

function densityBars(shape: Shape, label: string): string {
  const [low, high] = shape.window;
  const width = (high - low) / binCount(shape);
  const bins = binned(
    shape,
    Array.from({ length: binCount(shape) + 1 }, (_, i) => low + i * width),
  );
  const curve = spaced(shape.window, 300).map((x) => ({ x, y: shape.distribution.pdf(x) }));
  const tallest = Math.max(...bins.map(({ share }) => share / width));
  const highest = curve.reduce((most, { y }) => (Number.isFinite(y) ? Math.max(most, y) : most), 0);
  return drawSmall({
    x: { label },
    // A density that goes to infinity must not flatten the rest.
    y: {
      label: "density",
      grid: true,
      domain: [0, Math.min(1.05 * Math.max(highest, tallest), 1.6 * tallest)],
    },
    marks: [
      Plot.rectY(bins, {
        ...{ x1: "low", x2: "high", y: (bin: Bin) => bin.share / width },
        ...{ fill: "var(--first)", fillOpacity: 0.45, clip: true, insetLeft: 0.5, insetRight: 0.5 },
      }),
      Plot.line(
        curve.filter(({ y }) => Number.isFinite(y)),
        {
          ...{ x: "x", y: "y", stroke: "var(--second)", strokeWidth: 2, clip: true },
        },
      ),
      Plot.ruleY([0]),
    ],
  });
}

function countBars(shape: Shape, label: string): string {
  const [low, high] = shape.window.map(Math.round) as [number, number];
  const step = Math.ceil((high - low + 1) / mostBins);
  const edges: number[] = [];
  for (let edge = low - 0.5; edge < high + step; edge += step) edges.push(edge);
  const bins = binned(shape, edges);
  const middle = (bin: Bin) => (bin.low + bin.high) / 2;
  return drawSmall({
    // Few bars would get ticks between whole numbers.
    x: {
      label: step > 1 ? `${label}, in steps of ${step}` : label,
      ...(bins.length <= 12 && { ticks: bins.map(middle) }),
    },
    y: { label: "share of values", grid: true, zero: true },
    marks: [
      Plot.rectY(bins, {
        ...{ x1: "low", x2: "high", y: "share", fill: "var(--first)", fillOpacity: 0.45 },
        ...{ insetLeft: 1, insetRight: 1 },
      }),
      Plot.ruleX(bins, { x: middle, y: "expected", stroke: "var(--second)", strokeWidth: 1.5 }),
      Plot.dot(bins, { x: middle, y: "expected", r: 3.5, fill: "var(--second)" }),
      Plot.ruleY([0]),
    ],
  });
}

/** By the width of Freedman & Diaconis (1981), 2·IQR·n^(-1/3). */
function binCount({ sorted, window: [low, high] }: Shape): number {
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(sorted.length);
  return width > 0 ? Math.min(mostBins, Math.max(5, Math.ceil((high - low) / width))) : 10;
}

function binned({ sorted, weights, total, distribution }: Shape, edges: readonly number[]): Bin[] {
  const shares = new Float64Array(edges.length - 1);
  const [first, last] = [edges[0]!, edges.at(-1)!];
  const width = (last - first) / shares.length;
  for (let i = 0; i < sorted.length; i++) {
    if (sorted[i]! < first || sorted[i]! > last) continue;
    shares[Math.min(shares.length - 1, Math.floor((sorted[i]! - first) / width))]! += weights[i]! / total;
  }
  return Array.from(shares, (share, i) => {
    const [low, high] = [edges[i]!, edges[i + 1]!];
    return { low, high, share, expected: distribution.cdf(high) - distribution.cdf(low) };
  });
}
