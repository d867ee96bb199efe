import type { Dataset, ExamplePreparation, Preparation } from "@mebae/data";
import type { TargetScale } from "@mebae/training";
import type { DataFacts } from "../../report.js";
import type { PlaneGrids } from "./planeGrids.js";

/** Data ready to learn from: two parts, and how their examples become what the network sees. */
export interface TrainingData {
  readonly facts: DataFacts;
  readonly train: Dataset;
  readonly validation: Dataset;
  readonly preparation: Preparation;
  /** The preparation of images, example by example; a table's has been applied. */
  readonly prepare?: ExamplePreparation;
  readonly targetScale?: TargetScale;
  /** Over the plane, where the examples are points in one. */
  readonly grids?: PlaneGrids;
  /** The held-out examples' own names: a file's, or the row in the table. */
  readonly nameOf: (held: number) => string;
  /** How many outputs the network has. */
  readonly outputs: number;
}
