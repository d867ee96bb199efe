import { useRef } from "preact/hooks";
import { useScale } from "./Plane.js";

export interface HandleProps {
  readonly x: number;
  readonly y: number;
  /** What it moves, and where it stands, in words. */
  readonly label: string;
  readonly valueText: string;
  readonly min: number;
  readonly max: number;
  readonly now: number;
  /** One letter beside it. */
  readonly letter?: string;
  readonly class?: string;
  /** To a place in the picture's numbers. */
  readonly onMove: (x: number, y: number) => void;
  /** By so many presses of an arrow: to the right, and up. */
  readonly onArrow: (right: number, up: number) => void;
  readonly onDrop?: () => void;
}

const arrows: Readonly<Record<string, readonly [right: number, up: number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A point that can be dragged, and moved by arrows where it has the focus; with Shift ten times as far. */
export function Handle(props: HandleProps) {
  const { across, down, xAt, yAt } = useScale();
  const node = useRef<SVGGElement>(null);
  const move = (event: PointerEvent) => {
    const box = node.current!.ownerSVGElement!.getBoundingClientRect();
    props.onMove(xAt(event.clientX - box.left), yAt(event.clientY - box.top));
  };
  const [cx, cy] = [across(props.x), down(props.y)];
  if (!Number.isFinite(cx + cy)) return null;
  return (
    <g
      ref={node}
      role="slider"
      // As SVG spells it: Firefox and Safari give tabIndex no focus.
      tabindex={0}
      class={`handle ${props.class ?? ""}`}
      aria-label={props.label}
      aria-valuemin={props.min}
      aria-valuemax={props.max}
      aria-valuenow={props.now}
      aria-valuetext={props.valueText}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => {
        event.stopPropagation();
        if (event.button === 0) node.current!.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (event.buttons & 1 && node.current!.hasPointerCapture(event.pointerId)) move(event);
      }}
      onLostPointerCapture={props.onDrop}
      onKeyDown={(event) => {
        const arrow = arrows[event.key];
        if (!arrow) return;
        event.preventDefault();
        const times = event.shiftKey ? 10 : 1;
        props.onArrow(times * arrow[0], times * arrow[1]);
      }}
    >
      <circle class="reach" cx={cx} cy={cy} r={20} />
      <circle class="dot" cx={cx} cy={cy} r={7} />
      {props.letter && (
        <text x={cx} y={cy - 12} text-anchor="middle">
          {props.letter}
        </text>
      )}
    </g>
  );
}
