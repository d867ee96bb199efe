import { type ComponentChildren, createContext } from "preact";
import { useContext, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { shown, ticksOf } from "../numbers.js";
import type { Range } from "../worker/types.js";
import { type Scale, scaleOf } from "./scale.js";

export interface PlaneProps {
  /** What the picture shows, above it. */
  readonly title: ComponentChildren;
  /** The title in words, and what is to be seen at this moment. */
  readonly label: string;
  /** Of the picture, for its width. */
  readonly height: (width: number) => number;
  readonly x: Range;
  readonly y: Range;
  readonly xLabel: string;
  readonly yLabel?: string;
  /** Whether the y axis has numbers. Default true. */
  readonly hasYTicks?: boolean;
  /** Behind the lines: a picture that fills the frame. */
  readonly behind?: ComponentChildren;
  /** Where a pointer goes down, and wherever it moves until it is lifted; instead of both `onTap` where a tap is meant. */
  readonly onDrag?: (x: number, y: number) => void;
  readonly onTap?: (x: number, y: number) => void;
  readonly class?: string;
  /** Above all, and not cut at the frame. */
  readonly handles?: (scale: Scale) => ComponentChildren;
  readonly children: (scale: Scale) => ComponentChildren;
}

const Scaled = createContext<Scale | undefined>(undefined);

/** The scale of the picture that a part is drawn in. */
export const useScale = (): Scale => useContext(Scaled)!;

/**
 * A picture with two axes that can be touched. It is SVG of its own rather than a canvas of the charting library, since its handles are
 * sliders for the keyboard and for screen readers too.
 */
export function Plane(props: PlaneProps) {
  const { title, label, x, y, behind, onDrag, onTap } = props;
  const [width, holder] = useWidth();
  const height = props.height(width);
  const clip = useId();
  const hasYTicks = props.hasYTicks ?? true;
  const scale = scaleOf({ width, height, x, y, left: hasYTicks ? 46 : 10 });
  const at = (event: PointerEvent | MouseEvent, take: (x: number, y: number) => void) => {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    take(scale.xAt(event.clientX - box.left), scale.yAt(event.clientY - box.top));
  };
  const drag = onDrag && {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0) return;
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      at(event, onDrag);
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.buttons & 1) at(event, onDrag);
    },
  };
  const tap = onTap && { onClick: (event: MouseEvent) => at(event, onTap) };
  return (
    <figure class={`plane ${props.class ?? ""}`}>
      <figcaption>{title}</figcaption>
      <div class="surface" ref={holder} style={{ height: `${height}px` }}>
        {behind && (
          <div
            class="behind"
            style={{
              left: `${scale.left}px`,
              top: `${scale.top}px`,
              width: `${scale.right - scale.left}px`,
              height: `${scale.bottom - scale.top}px`,
            }}
          >
            {behind}
          </div>
        )}
        {/* biome-ignore lint/a11y/useSemanticElements: a picture that holds sliders is no set of fields */}
        <svg
          width={width}
          height={height}
          role="group"
          aria-label={label}
          class={onDrag ? "draggable" : onTap ? "tappable" : undefined}
          {...drag}
          {...tap}
        >
          <clipPath id={clip}>
            <rect
              x={scale.left}
              y={scale.top - 8}
              width={scale.right - scale.left}
              height={scale.bottom - scale.top + 8}
            />
          </clipPath>
          <Axes
            scale={scale}
            xLabel={props.xLabel}
            yLabel={props.yLabel}
            hasYTicks={hasYTicks}
            hasGrid={!behind}
          />
          <Scaled.Provider value={scale}>
            <g clip-path={`url(#${clip})`}>{props.children(scale)}</g>
            {props.handles?.(scale)}
          </Scaled.Provider>
        </svg>
      </div>
    </figure>
  );
}

interface AxesProps {
  readonly scale: Scale;
  readonly xLabel: string;
  readonly yLabel: string | undefined;
  readonly hasYTicks: boolean;
  readonly hasGrid: boolean;
}

function Axes({ scale, xLabel, yLabel, hasYTicks, hasGrid }: AxesProps) {
  const { left, right, top, bottom, across, down } = scale;
  const xTicks = ticksOf(scale.x, Math.max(2, (right - left) / 70));
  const yTicks = hasYTicks ? ticksOf(scale.y, Math.max(2, (bottom - top) / 45)) : [];
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in here takes the focus
    <g class="axes" aria-hidden="true">
      {xTicks.map((tick) => (
        <g key={tick}>
          {hasGrid && <line x1={across(tick)} x2={across(tick)} y1={top} y2={bottom} />}
          <text x={across(tick)} y={bottom + 16} text-anchor="middle">
            {shown(tick)}
          </text>
        </g>
      ))}
      {yTicks.map((tick) => (
        <g key={tick}>
          {hasGrid && <line x1={left} x2={right} y1={down(tick)} y2={down(tick)} />}
          <text x={left - 6} y={down(tick) + 4} text-anchor="end">
            {shown(tick)}
          </text>
        </g>
      ))}
      <line class="base" x1={left} x2={right} y1={bottom} y2={bottom} />
      <text class="name" x={right} y={bottom - 6} text-anchor="end">
        {xLabel}
      </text>
      {yLabel && (
        <text class="name" x={left + 4} y={top + 4}>
          {yLabel}
        </text>
      )}
    </g>
  );
}

/** The width that the page gives, also after it changes. */
function useWidth() {
  const holder = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(320);
  useLayoutEffect(() => {
    const node = holder.current!;
    const read = () => setWidth(node.clientWidth || 320);
    const observer = new ResizeObserver(read);
    observer.observe(node);
    read();
    return () => observer.disconnect();
  }, []);
  return [width, holder] as const;
}
