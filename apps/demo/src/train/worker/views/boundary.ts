import type { Dataset } from "@mebae/data";
import type { Model } from "@mebae/training";
import type { BoundaryView } from "../../report.js";
import { gridSides } from "../data/planeGrids.js";

/** What the network says at each point of a grid over the plane. */
export async function boundaryView(model: Model, grid: Dataset): Promise<BoundaryView> {
  const { predict } = await import("../training.js");
  const predictions = await predict(model, grid, { batchSize: grid.length, compile: false });
  return { side: gridSides.boundary, values: Float32Array.from(predictions.probabilities()) };
}
