import { useEffect, useRef } from "preact/hooks";
import type uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { language } from "../language/language.js";
import { theme } from "../state/theme.js";
import { canvasLosses } from "./canvasLosses.js";
import { colours } from "./colours.js";

export interface Series {
  readonly label: string;
  /** Beside each x; null where there is none. */
  readonly values: readonly (number | null)[];
  /** Place in the palette, from 0. Default: its place among the series. */
  readonly colour?: number;
  readonly kind?: "line" | "dashed" | "points" | "bars";
  /** Whether the line goes on over nulls, as for values that are known less often than others. */
  readonly spansGaps?: boolean;
}

export interface LineChartProps {
  /** What the chart shows, above it. */
  readonly title: string;
  /** What it says at this moment, in words, for those who don't see it. */
  readonly summary: string;
  readonly x: readonly number[];
  readonly series: readonly Series[];
  readonly xLabel: string;
  /** Whether x counts something, so that there is nothing between whole numbers. */
  readonly isCount?: boolean;
  readonly yLabel?: string;
  /** Whether y are shares, told in percent. */
  readonly isShare?: boolean;
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  /** Vertical lines with a word each, such as an estimate. */
  readonly marks?: readonly { readonly x: number; readonly label: string }[];
  readonly height?: number;
}

/**
 * Curves over numbers by uPlot, in the page's colours. Redrawn when its numbers, its size or the theme change; uPlot is fetched
 * when there is first something to draw.
 */
export function LineChart(props: LineChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | undefined>(undefined);
  const now = useRef(props);
  now.current = props;
  const { height = 220 } = props;
  const isEmpty = props.x.length === 0;
  // What only a new plot can change. Numbers are handed to the plot that is there.
  const shape = JSON.stringify([
    isEmpty,
    theme.value,
    props.xLabel,
    props.yLabel,
    height,
    props.series.map(({ label, colour, kind, spansGaps }) => [label, colour, kind, spansGaps]),
    props.xRange,
    props.yRange,
  ]);
  useEffect(() => {
    if (isEmpty) return;
    const node = holder.current!;
    const gone = new AbortController();
    import("uplot").then(({ default: UPlot }) => {
      if (gone.signal.aborted) return;
      const options = optionsOf(UPlot, props, node.clientWidth, height, () => now.current.marks ?? []);
      const made = new UPlot(options, dataOf(now.current), node);
      plot.current = made;
      const observer = new ResizeObserver(() => made.setSize({ width: node.clientWidth, height }));
      observer.observe(node);
      gone.signal.addEventListener("abort", () => {
        observer.disconnect();
        made.destroy();
        plot.current = undefined;
      });
    });
    return () => gone.abort();
  }, [shape]);
  useEffect(() => {
    plot.current?.setData(dataOf(props));
  }, [props.x, props.series, props.marks, canvasLosses.value]);
  return (
    <figure class="chart">
      <figcaption>
        <span class="title">{props.title}</span>
        {props.series.length > 1 && <Legend series={props.series} />}
      </figcaption>
      <div
        ref={holder}
        role="img"
        aria-label={`${props.title}. ${props.summary}`}
        style={{ minHeight: `${height}px` }}
      />
    </figure>
  );
}

/** Which colour is which, as text: uPlot's own legend is a table of values. */
function Legend({ series }: { readonly series: readonly Series[] }) {
  return (
    <span class="legend">
      {series.map(({ label, colour, kind = "line" }, place) => (
        <span key={label} class={`key ${kind}`} style={{ "--key": `var(--series-${(colour ?? place) + 1})` }}>
          {label}
        </span>
      ))}
    </span>
  );
}

const dataOf = ({ x, series }: LineChartProps): uPlot.AlignedData =>
  [x, ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData;

/** Between the ticks of an axis that counts. */
const wholeSteps = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat();

/** 0.25, 100,000, and beyond what there is room for 5e11. */
const tickText = (value: number | null): string =>
  value === null
    ? ""
    : Math.abs(value) < 1e7
      ? value.toLocaleString(language.value, { maximumSignificantDigits: 6 })
      : value.toExponential().replace("+", "");

const shareText = (value: number | null): string =>
  value === null ? "" : value.toLocaleString(language.value, { style: "percent" });

function optionsOf(
  { paths }: typeof uPlot,
  props: LineChartProps,
  width: number,
  height: number,
  marks: () => NonNullable<LineChartProps["marks"]>,
): uPlot.Options {
  const palette = colours();
  const axis = (label?: string, tick = tickText): uPlot.Axis => ({
    stroke: palette.soft,
    font: "12px system-ui, sans-serif",
    labelFont: "12px system-ui, sans-serif",
    grid: { stroke: palette.line, width: 1 },
    ticks: { stroke: palette.line, width: 1 },
    values: (_, ticks) => ticks.map(tick),
    ...(label && { label, labelSize: 18 }),
  });
  return {
    width,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: {
      x: { time: false, ...(props.xRange && { range: [...props.xRange] as [number, number] }) },
      y: {
        ...(props.yRange && { range: [...props.yRange] as [number, number] }),
      },
    },
    // Without the room that uPlot leaves for values of two lines; with room for large numbers beside the axis.
    axes: [
      { ...axis(props.xLabel), size: 30, ...(props.isCount && { incrs: wholeSteps }) },
      {
        ...axis(props.yLabel, props.isShare ? shareText : tickText),
        size: (_, values) => Math.max(56, 18 + 7 * longest(values)),
      },
    ],
    series: [
      {},
      ...props.series.map((one, place) => seriesOf(one, palette.series[one.colour ?? place]!, paths)),
    ],
    hooks: { draw: [(plot) => drawMarks(plot, marks(), palette)] },
  };
}

const longest = (values: readonly (string | null)[] | null) =>
  Math.max(0, ...(values ?? []).map((value) => value?.length ?? 0));

function seriesOf(
  { label, kind = "line", spansGaps = false }: Series,
  colour: string,
  { bars }: typeof uPlot.paths,
): uPlot.Series {
  if (kind === "points")
    return { label, stroke: colour, paths: () => null, points: { show: true, size: 6, fill: colour } };
  if (kind === "bars") {
    return {
      label,
      stroke: colour,
      fill: `${colour}66`,
      paths: bars!({ size: [0.9, 60] }),
      points: { show: false },
    };
  }
  const dash = kind === "dashed" ? { dash: [6, 4] } : {};
  return { label, stroke: colour, width: 2, points: { show: false }, spanGaps: spansGaps, ...dash };
}

function drawMarks(
  plot: uPlot,
  marks: NonNullable<LineChartProps["marks"]>,
  palette: ReturnType<typeof colours>,
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  for (const { x, label } of marks) {
    const at = plot.valToPos(x, "x", true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = palette.ink;
    ctx.lineWidth = 1.5 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    // On the side where there is room.
    const isRight = at > bbox.left + bbox.width / 2;
    ctx.textAlign = isRight ? "right" : "left";
    ctx.fillText(label, at + (isRight ? -5 : 5) * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  }
  ctx.restore();
}
