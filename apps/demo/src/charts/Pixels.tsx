import { useEffect, useRef } from "preact/hooks";
import { canvasLosses } from "./canvasLosses.js";

export interface PixelsProps {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity, 0 to 255, row by row from the top left. */
  readonly rgba: Uint8ClampedArray;
  /** What is to be seen, for those who don't; empty where the control around it says so. */
  readonly label: string;
  readonly isSmooth?: boolean;
}

/** An image of few pixels, shown as large as its place. */
export function Pixels({ width, height, rgba, label, isSmooth = false }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  }, [rgba, width, height, canvasLosses.value]);
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      {...(label ? { role: "img", "aria-label": label } : { "aria-hidden": true })}
      class={isSmooth ? "pixels smooth" : "pixels"}
    />
  );
}
