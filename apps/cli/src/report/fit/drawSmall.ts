import type { PlotOptions } from "@observablehq/plot";
import { draw } from "../chart.js";

/** A chart of half a page's width, with letters that can be read on a phone. */
export function drawSmall(options: PlotOptions): string {
  return draw({
    width: 440,
    height: 300,
    marginLeft: 52,
    marginBottom: 40,
    marginTop: 30,
    style: { fontSize: "12.5px" },
    ...options,
  });
}
