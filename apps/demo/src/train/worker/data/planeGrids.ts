import { type Dataset, type TablePreparation, valueTable } from "@mebae/data";
import type { PlanePoints } from "../../report.js";

/** Points on grids over a plane, with so many a side. */
export interface PlaneGrids {
  readonly boundary: Dataset;
  readonly responses: Dataset;
}

export const gridSides = { boundary: 64, responses: 24 };

export const planeGrids = (points: PlanePoints, preparation: TablePreparation): PlaneGrids => ({
  boundary: planeGrid(points, preparation, gridSides.boundary),
  responses: planeGrid(points, preparation, gridSides.responses),
});

/** Rows from the top, prepared as the training data were. */
function planeGrid(
  { xRange, yRange, columns }: PlanePoints,
  preparation: TablePreparation,
  side: number,
): Dataset {
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
