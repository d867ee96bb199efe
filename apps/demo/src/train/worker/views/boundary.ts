import { type Dataset, type Preparation, TablePreparation, valueTable } from "@mebae/data";
import { type Model, predict } from "@mebae/training";
import type { BoundaryView, PlanePoints } from "../../report.js";

/** Points on a grid over the plane, rows from the top, prepared as the training data were. */
export function planeGrid(points: PlanePoints, preparation: Preparation, side: number): Dataset {
  if (!(preparation instanceof TablePreparation)) throw new Error("a plane is of a table's two columns");
  const { xRange, yRange, columns } = points;
  // The middle of each cell.
  const along = ([low, high]: readonly [number, number], place: number) =>
    low + ((high - low) * (place + 0.5)) / side;
  const cells = Array.from({ length: side * side }, (_, i) => i);
  const table = valueTable({
    columnNames: [...columns],
    columns: [
      cells.map((cell) => along(xRange, cell % side)),
      cells.map((cell) => along(yRange, side - 1 - Math.floor(cell / side))),
    ],
  });
  return preparation.apply(table, { target: false });
}

/** What the network says at each point of the grid. */
export async function boundaryView(model: Model, grid: Dataset, side: number): Promise<BoundaryView> {
  const predictions = await predict(model, grid, { batchSize: grid.length, compile: false });
  return { side, values: Float32Array.from(predictions.probabilities()) };
}
