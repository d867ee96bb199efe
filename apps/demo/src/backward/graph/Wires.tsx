import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

interface Wire {
  readonly way: "ahead" | "back";
  readonly path: string;
}

/** The edges of the graph, drawn between where its boxes happen to stand. */
export function Wires({ graph }: { readonly graph: RefObject<HTMLDivElement | null> }) {
  const [wires, setWires] = useState<readonly Wire[]>([]);
  useLayoutEffect(() => {
    const node = graph.current!;
    const measure = () => {
      const next = wiresOf(node);
      setWires((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    for (const part of node.querySelectorAll("[data-wire]")) observer.observe(part);
    return () => observer.disconnect();
  });
  return (
    <svg class="wires" aria-hidden="true">
      <title>→ ←</title>
      <defs>
        {(["ahead", "back"] as const).map((way) => (
          <marker
            key={way}
            id={`arrow-${way}`}
            class={way}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="5.5"
            markerHeight="5.5"
            orient="auto"
          >
            <path d="M0 0 8 4 0 8z" />
          </marker>
        ))}
      </defs>
      {wires.map(({ way, path }) => (
        <path key={path} class={way} d={path} marker-end={`url(#arrow-${way})`} />
      ))}
    </svg>
  );
}

/** Side by side the edges are curves; one below the other they run along the margins, inputs left and outputs right. */
function wiresOf(graph: HTMLElement): Wire[] {
  const frame = graph.getBoundingClientRect();
  const box = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left: left - frame.left, right: right - frame.left, y: (top + bottom) / 2 - frame.top };
  };
  const node = box(graph.querySelector(".node")!);
  const isStacked = getComputedStyle(graph).flexDirection === "column";
  return [...graph.querySelectorAll<HTMLElement>("[data-wire]")].map((part): Wire => {
    const way = part.dataset["wire"] as Wire["way"];
    const isInput = part.closest(".inputs") !== null;
    const { left, right, y } = box(part);
    const lane = way === "ahead" ? 7 : 16;
    const faces = isInput === isStacked ? left : right;
    const ends = [
      { x: faces, y },
      { x: isInput ? node.left : node.right, y: node.y + (way === "ahead" ? -9 : 9) },
    ] as const;
    const middle = isStacked ? (isInput ? lane : frame.width - lane) : (ends[0].x + ends[1].x) / 2;
    // Forward an input's edge ends at the node and an output's begins there; back it is the other way round.
    const [from, to] = isInput === (way === "ahead") ? ends : [ends[1], ends[0]];
    const path = isStacked
      ? `M${from.x} ${from.y}H${middle}V${to.y}H${to.x}`
      : `M${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
    return { way, path };
  });
}
