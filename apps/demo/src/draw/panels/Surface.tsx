import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { canvasLosses } from "../../charts/canvasLosses.js";
import { colours } from "../../charts/colours.js";
import { say } from "../../language/language.js";
import type { Point, Stroke } from "../ink.js";
import { draw } from "../messages.js";
import { beginStroke, clear, extendStroke, strokes, undo } from "../state.js";

/** Pixels a side, whatever size the surface has on the page. */
const side = 600;
/** The keyboard's pen goes from one cell of a grid to the next. */
const cells = 24;

interface Pen {
  readonly row: number;
  readonly column: number;
  readonly isDown: boolean;
}

const placeOf = ({ row, column }: Pen): Point => ({ x: (column + 0.5) / cells, y: (row + 0.5) / cells });

/** Where a person draws: by mouse, finger and pen, or with a pen that the keys move. */
export function Surface() {
  const text = say(draw);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** The keyboard's pen; undefined until a key moves it. */
  const pen = useSignal<Pen | undefined>(undefined);
  const palette = colours();
  const drawn = strokes.value;
  useEffect(() => {
    paint(canvas.current!.getContext("2d")!, drawn, pen.value, palette);
  }, [drawn, pen.value, palette.ink, canvasLosses.value]);
  return (
    <div class="surface">
      {drawn.length === 0 && <p aria-hidden="true">{text.drawHere}</p>}
      {/* What draws by arrows and Space is an application to a screen reader: it must hand on those keys. */}
      <div
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard draws here
        tabIndex={0}
        aria-label={text.surface}
        aria-describedby="surface-help"
        onPointerDown={(event) => {
          if (!event.isPrimary || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          pen.value = undefined;
          beginStroke(pointOf(event, event.currentTarget));
        }}
        onPointerMove={(event) => {
          const { currentTarget } = event;
          if (!currentTarget.hasPointerCapture(event.pointerId)) return;
          // A browser that hears a fast pen more often than it draws frames hands those places over too.
          const events = event.getCoalescedEvents();
          extendStroke((events.length > 0 ? events : [event]).map((one) => pointOf(one, currentTarget)));
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = moved(event.key, pen.value);
          if (next === undefined) return;
          event.preventDefault();
          pen.value = next;
        }}
        onBlur={() => {
          pen.value = undefined;
        }}
      >
        <canvas ref={canvas} width={side} height={side} />
      </div>
      <p id="surface-help" class="hidden">
        {text.keys}
      </p>
      <p role="status" class="hidden">
        {pen.value && (pen.value.isDown ? text.penDown(pen.value.row + 1, pen.value.column + 1) : text.penUp)}
      </p>
    </div>
  );
}

function pointOf({ clientX, clientY }: PointerEvent, surface: HTMLElement): Point {
  const { left, top, width, height } = surface.getBoundingClientRect();
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return { x: within((clientX - left) / width), y: within((clientY - top) / height) };
}

const middle: Pen = { row: cells / 2, column: cells / 2, isDown: false };
const directions: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Where a key brings the pen, and what it draws on the way; undefined for a key that means nothing here. */
function moved(key: string, pen: Pen = middle): Pen | undefined {
  const direction = directions[key];
  if (direction) {
    const inside = (place: number) => Math.min(cells - 1, Math.max(0, place));
    const next = { ...pen, row: inside(pen.row + direction[0]), column: inside(pen.column + direction[1]) };
    if (pen.isDown) extendStroke([placeOf(next)]);
    return next;
  }
  if (key === " ") {
    if (!pen.isDown) beginStroke(placeOf(pen));
    return { ...pen, isDown: !pen.isDown };
  }
  if (key !== "Backspace" && key !== "Delete") return undefined;
  if (key === "Backspace") undo();
  else clear();
  return { ...pen, isDown: false };
}

function paint(
  context: CanvasRenderingContext2D,
  drawn: readonly Stroke[],
  pen: Pen | undefined,
  { ink, series }: ReturnType<typeof colours>,
): void {
  context.clearRect(0, 0, side, side);
  context.lineCap = context.lineJoin = "round";
  context.lineWidth = 0.075 * side;
  context.strokeStyle = context.fillStyle = ink;
  for (const stroke of drawn) paintStroke(context, stroke);
  if (!pen) return;
  const { x, y } = placeOf(pen);
  context.lineWidth = 6;
  context.strokeStyle = series[1]!;
  context.beginPath();
  context.arc(side * x, side * y, pen.isDown ? 14 : 24, 0, 2 * Math.PI);
  context.stroke();
}

function paintStroke(context: CanvasRenderingContext2D, [first, ...others]: Stroke): void {
  context.beginPath();
  if (others.length === 0) {
    // A line of no length would leave nothing.
    context.arc(side * first!.x, side * first!.y, context.lineWidth / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.moveTo(side * first!.x, side * first!.y);
  for (const { x, y } of others) context.lineTo(side * x, side * y);
  context.stroke();
}
