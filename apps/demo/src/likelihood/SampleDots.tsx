import { signal } from "@preact/signals";
import { say } from "../language/language.js";
import { moveSample, removeSample } from "./actions.js";
import { likelihood } from "./messages.js";
import { shown, snapped } from "./numbers.js";
import { useScale } from "./plane/Plane.js";
import { isDragging, study, values } from "./state.js";

/** The sample that the keyboard has; the others are reached from it. */
export const selected = signal(0);

export interface SampleDotsProps {
  /** To what multiples samples are moved. */
  readonly unit: number;
  readonly onDrop: () => void;
}

/** Each sample as a point on the axis, to drag, to move by arrows, and to remove by Delete. */
export function SampleDots({ unit, onDrop }: SampleDotsProps) {
  const text = say(likelihood);
  const { across, xAt, bottom } = useScale();
  const all = values.value;
  const place = Math.min(selected.value, all.length - 1);
  const group = (event: Event) => (event.currentTarget as Element).parentElement!;
  const focus = (holder: Element, next: number) => {
    selected.value = Math.min(Math.max(next, 0), values.value.length - 1);
    requestAnimationFrame(() => holder.querySelectorAll<SVGElement>(".sample")[selected.value]?.focus());
  };
  const onKeyDown = (event: KeyboardEvent, i: number) => {
    const unitNow = study.value?.family.kind === "discrete" ? 1 : unit * (event.shiftKey ? 20 : 2);
    const turn = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    const next = { PageDown: i + 1, PageUp: i - 1, Home: 0, End: all.length - 1 }[event.key];
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (!turn && next === undefined && !isRemoval) return;
    event.preventDefault();
    if (turn) moveSample(i, snapped(all[i]! + turn * unitNow, unit));
    if (isRemoval && all.length > 1) removeSample(i);
    if (!turn) focus(group(event), next ?? i);
  };
  return (
    <g>
      {Array.from(all, (x, i) => (
        <g
          key={i}
          role="slider"
          // As SVG spells it: Firefox and Safari give tabIndex no focus.
          tabindex={i === place ? 0 : -1}
          class="sample"
          aria-label={text.sample(i + 1)}
          aria-valuenow={x}
          aria-valuetext={shown(x)}
          onClick={(event) => event.stopPropagation()}
          onFocus={() => {
            selected.value = i;
          }}
          onKeyDown={(event) => onKeyDown(event, i)}
          onPointerDown={(event) => {
            event.stopPropagation();
            if (event.button !== 0) return;
            selected.value = i;
            event.currentTarget.setPointerCapture(event.pointerId);
          }}
          onPointerMove={(event) => {
            const node = event.currentTarget;
            if (!(event.buttons & 1) || !node.hasPointerCapture(event.pointerId)) return;
            const x = snapped(xAt(event.clientX - node.ownerSVGElement!.getBoundingClientRect().left), unit);
            if (x === values.value[i]) return;
            isDragging.value = true;
            moveSample(i, x);
          }}
          onLostPointerCapture={onDrop}
        >
          <rect class="reach" x={across(x) - 12} y={bottom - 22} width={24} height={44} />
          <circle class="dot" cx={across(x)} cy={bottom} r={6} />
        </g>
      ))}
    </g>
  );
}
