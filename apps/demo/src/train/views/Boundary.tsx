import { useEffect, useRef } from "preact/hooks";
import { canvasLosses } from "../../charts/canvasLosses.js";
import { colours } from "../../charts/colours.js";
import { text } from "../messages/messages.js";
import type { BoundaryView, PlanePoints } from "../report.js";
import { drawBoundary, marks } from "./drawBoundary.js";

export interface BoundaryProps {
  readonly boundary: BoundaryView;
  readonly points: PlanePoints;
  readonly classes: readonly string[];
}

/** The plane in the colours of the classes, and the examples on it. */
export function Boundary({ boundary, points, classes }: BoundaryProps) {
  const { views: words } = text();
  const canvas = useRef<HTMLCanvasElement>(null);
  const palette = colours();
  useEffect(() => {
    drawBoundary(canvas.current!, boundary, points, palette);
  }, [boundary, points, palette.ground, palette.ink, canvasLosses.value]);
  return (
    <figure class="chart boundary">
      <figcaption>
        <span class="title">{words.boundary}</span>
        <span class="legend">
          {classes.map((name, place) => (
            <span key={name} style={{ color: `var(--series-${(place % 8) + 1})` }}>
              {marks[place % marks.length]} {name}
            </span>
          ))}
          <span>{words.heldOut}</span>
        </span>
      </figcaption>
      <canvas
        ref={canvas}
        width={480}
        height={480}
        role="img"
        aria-label={words.boundarySummary(classes.join(", "))}
      />
      <p class="hint axes">
        {points.columns[0]} → · {points.columns[1]} ↑
      </p>
    </figure>
  );
}
